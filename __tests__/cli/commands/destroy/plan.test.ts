import { parseDestroyOptions } from '../../../../cli/commands/destroy/options';
import { resumeDestroy, planDestroy } from '../../../../cli/commands/destroy/plan';

const stacksOf = (withSigning: boolean) =>
  planDestroy('dev', { withSigning, skipProviderLock: false }).map(({ args }) => args[1]);

describe('planDestroy', () => {
  it('destroys what runs images before what verifies them, and keeps the signing stack', () => {
    expect(stacksOf(false)).toEqual(['dev-sample', 'dev-verifier']);
  });

  it('destroys the signing stack last, if it is requested', () => {
    expect(stacksOf(true)).toEqual(['dev-sample', 'dev-verifier', 'dev-signing']);
  });
});

describe('the arguments of image-trust destroy', () => {
  it.each([
    [[], 'npx image-trust destroy --deployment dev'],
    [
      ['--with-signing', '--auto-approve', '--skip-provider-lock'],
      'npx image-trust destroy --deployment dev --with-signing --auto-approve --skip-provider-lock',
    ],
  ])('are repeated by the command that resumes: %j', (args, command) => {
    expect(resumeDestroy('dev', parseDestroyOptions(args))).toBe(command);
  });

  it('are refused when unknown', () => {
    expect(() => parseDestroyOptions(['--only', 'sample'])).toThrow(
      'destroy: usage error\n  expected an option of destroy, found --only',
    );
  });
});
