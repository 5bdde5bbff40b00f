import { parseSampleOptions, wantedSample } from '../../../../cli/commands/sample/options';

const DEFAULTS = {
  sample: 'signed',
  deployment: undefined,
  timeoutSeconds: 300,
  keep: false,
  strategy: 'rolling',
  json: false,
};
const EXPECTED = 'expected signed or unsigned or service signed or service unsigned';

describe('the arguments of image-trust sample', () => {
  it.each([
    [['signed'], DEFAULTS],
    [
      ['--keep', 'unsigned', '--timeout', '60', '--deployment', 'dev', '--json'],
      { ...DEFAULTS, sample: 'unsigned', deployment: 'dev', timeoutSeconds: 60, keep: true, json: true },
    ],
    [
      ['service', 'signed', '--strategy', 'blue-green'],
      { ...DEFAULTS, sample: 'service signed', strategy: 'blue-green' },
    ],
    [['service', '--json', 'unsigned'], { ...DEFAULTS, sample: 'service unsigned', json: true }],
  ])('are read: %j', (args, expected) => {
    expect(parseSampleOptions(args)).toEqual(expected);
  });

  it.each([
    ['no variant', [], `sample: usage error\n  ${EXPECTED}, found nothing`],
    ['an unknown variant', ['trusted'], `  ${EXPECTED}, found "trusted"`],
    ['both variants', ['signed', 'unsigned'], `  ${EXPECTED}, found "signed" "unsigned"`],
    ['a service of no variant', ['service'], `  ${EXPECTED}, found "service"`],
    ['a service to keep', ['service', 'signed', '--keep'], '--keep: expected only with a task'],
    ['an unknown strategy', ['service', 'signed', '--strategy', 'linear'], '--strategy: expected rolling, blue-green'],
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

describe('wantedSample', () => {
  it.each([
    ['signed', { kind: 'task', variant: 'signed' }],
    ['unsigned', { kind: 'task', variant: 'unsigned' }],
    ['service signed', { kind: 'service', variant: 'signed' }],
    ['service unsigned', { kind: 'service', variant: 'unsigned' }],
  ] as const)('of %j', (sample, expected) => {
    expect(wantedSample({ sample })).toEqual(expected);
  });
});
