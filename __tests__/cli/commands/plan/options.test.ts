import { parsePlanOptions } from '../../../../cli/commands/plan/options';

describe('the arguments of image-trust plan', () => {
  it('have defaults', () => {
    expect(parsePlanOptions([])).toEqual({
      deployment: undefined,
      markdown: undefined,
      json: false,
      lockTimeoutSeconds: 60,
    });
  });

  it('are all read', () => {
    expect(parsePlanOptions(['--deployment', 'dev', '--markdown', 'plan.md', '--json', '--lock-timeout', '5'])).toEqual(
      {
        deployment: 'dev',
        markdown: 'plan.md',
        json: true,
        lockTimeoutSeconds: 5,
      },
    );
  });

  it.each([
    [
      ['--lock-timeout', '5m'],
      'plan: usage error\n  --lock-timeout: expected a whole number of seconds from 0 to 99999, found "5m"',
    ],
    [['--markdown', ''], '  --markdown: expected a file, found nothing'],
    [['--markdwon', 'x'], '  expected an option of plan, found --markdwon; did you mean --markdown?'],
    [['dev'], '  expected only options, found "dev"'],
  ])('are refused: %j', (args, message) => {
    expect(() => parsePlanOptions(args)).toThrow(message);
  });
});
