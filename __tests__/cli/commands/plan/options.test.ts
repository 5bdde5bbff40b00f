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
    [['--lock-timeout', '5m'], 'plan: --lock-timeout: expected a whole number of seconds, found "5m"'],
    [['--markdown', ''], 'plan: --markdown: expected a file, found nothing'],
    [['--markdwon', 'x'], "plan: Unknown option '--markdwon'"],
    [['dev'], "plan: Unexpected argument 'dev'"],
  ])('are refused: %j', (args, message) => {
    expect(() => parsePlanOptions(args)).toThrow(message);
  });
});
