import { parseDestroyOptions } from '../../../../cli/commands/destroy/options';
import { destroyAgain, planDestroy } from '../../../../cli/commands/destroy/plan';

const stacksOf = (withSigning: boolean) =>
  planDestroy('dev', { withSigning, skipProviderLock: false }).map(({ args }) => args[1]);

describe('planDestroy', () => {
  it('destroys what runs images before what judges them, and keeps what they are signed with', () => {
    expect(stacksOf(false)).toEqual(['dev-sample', 'dev-verifier']);
  });

  it('destroys the signing stack last, when that is asked for', () => {
    expect(stacksOf(true)).toEqual(['dev-sample', 'dev-verifier', 'dev-signing']);
  });
});

describe('the arguments of image-trust destroy', () => {
  it.each([
    [[], 'image-trust destroy --deployment dev'],
    [
      ['--with-signing', '--auto-approve', '--skip-provider-lock'],
      'image-trust destroy --deployment dev --with-signing --auto-approve --skip-provider-lock',
    ],
  ])('are kept by the command that goes on: %j', (args, command) => {
    expect(destroyAgain('dev', parseDestroyOptions(args))).toBe(command);
  });

  it('are refused when unknown', () => {
    expect(() => parseDestroyOptions(['--only', 'sample'])).toThrow("destroy: Unknown option '--only'");
  });
});
