import { parseSampleOptions } from '../../../../cli/commands/sample/options';

describe('the arguments of image-trust sample', () => {
  it.each([
    [['signed'], { variant: 'signed', deployment: undefined, timeoutSeconds: 300, keep: false, json: false }],
    [
      ['--keep', 'unsigned', '--timeout', '60', '--deployment', 'dev', '--json'],
      { variant: 'unsigned', deployment: 'dev', timeoutSeconds: 60, keep: true, json: true },
    ],
  ])('are read: %j', (args, expected) => {
    expect(parseSampleOptions(args)).toEqual(expected);
  });

  it.each([
    ['no variant', [], 'sample: usage error\n  expected signed or unsigned, found nothing'],
    ['an unknown variant', ['trusted'], '  expected signed or unsigned, found "trusted"'],
    ['both variants', ['signed', 'unsigned'], '  expected signed or unsigned, found "signed" "unsigned"'],
    [
      'no time at all',
      ['signed', '--timeout', '0'],
      '  --timeout: expected a whole number of seconds from 1 to 99999, found "0"',
    ],
    ['time in words', ['signed', '--timeout', '5m'], 'found "5m"'],
    ['an unknown option', ['signed', '--jsn'], 'expected an option of sample, found --jsn; did you mean --json?'],
  ])('are refused: %s', (_what, args, message) => {
    expect(() => parseSampleOptions(args)).toThrow(message);
  });

  it('are refused with every problem at once', () => {
    expect(() => parseSampleOptions(['--timeout', 'x'])).toThrow(/signed or unsigned.*\n.*--timeout/);
  });
});
