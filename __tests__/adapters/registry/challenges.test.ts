import { parseChallenges } from '../../../adapters/registry/challenges';

const parsed = (header: string) =>
  parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

describe('parseChallenges', () => {
  it.each([
    ['', []],
    ['Basic', [['basic', {}]]],
    ['BEARER Realm="https://a/token"', [['bearer', { realm: 'https://a/token' }]]],
    ['Bearer realm="a,b", service = "c d" ,scope=e', [['bearer', { realm: 'a,b', service: 'c d', scope: 'e' }]]],
    ['Bearer realm="a \\"quoted\\" b"', [['bearer', { realm: 'a "quoted" b' }]]],
    [
      'Basic realm="x", Bearer realm="y",service="z"',
      [
        ['basic', { realm: 'x' }],
        ['bearer', { realm: 'y', service: 'z' }],
      ],
    ],
    [
      'Negotiate, Bearer realm="y"',
      [
        ['negotiate', {}],
        ['bearer', { realm: 'y' }],
      ],
    ],
    // A realm inside another one's quotes is no challenge.
    ['Basic realm="Bearer realm=evil"', [['basic', { realm: 'Bearer realm=evil' }]]],
    ['realm="without a scheme"', []],
    ['Bearer realm="unclosed', [['bearer', {}]]],
  ])('parses %j', (header, expected) => {
    expect(parsed(header)).toEqual(expected);
  });

  it('parses a long header in little time', () => {
    const started = Date.now();
    parseChallenges(`Bearer ${' ,'.repeat(8_000)}"`);
    parseChallenges(`Bearer realm="${'\\'.repeat(16_000)}`);
    expect(Date.now() - started).toBeLessThan(1_000);
  });
});
