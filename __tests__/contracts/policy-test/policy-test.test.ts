import { parsePolicyTest } from '../../../contracts/policy-test/policy-test';

const parse = (...cases: readonly unknown[]) => parsePolicyTest(JSON.stringify({ version: 1, cases }), 'cases.json');
const NGINX = { image: 'nginx', expect: { unmatched: 'untrusted' } };

describe('parsePolicyTest', () => {
  it('reads a case with every field', () => {
    const signers = ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/release'];
    const fields = { signers, require: 2, cluster: 'pay', mode: 'enforce', at: '2026-03-01T12:00:00Z' };
    const full = { image: 'nginx', expect: { policy: 'web' }, ...fields };
    expect(parse(full, NGINX)).toEqual({ version: 1, cases: [full, NGINX] });
  });

  it.each<[string, object, readonly string[]]>([
    ['no expectation', { image: 'a' }, ['cases[0].expect: expected an object, found nothing']],
    [
      'an empty expectation',
      { image: 'a', expect: {} },
      ['cases[0].expect: expected exactly one of policy, exemption and unmatched, found {}'],
    ],
    [
      'two expectations, one of them wrong',
      { image: 'a', expect: { policy: 'Web', exemption: 'x' } },
      ['cases[0].expect.policy: expected a name', 'cases[0].expect: expected exactly one of policy'],
    ],
    ['an unknown key', { ...NGINX, policy: 'x' }, ['cases[0].policy: expected a known key (image, expect, ']],
    ['an empty image', { ...NGINX, image: '' }, ['cases[0].image: expected the name of an image']],
    [
      'everything wrong at once',
      { image: 1, expect: { unmatched: 'no' }, signers: ['x'], require: 0, cluster: 'a/b', at: 'today' },
      [
        'cases[0].image: expected the name of an image',
        'cases[0].expect.unmatched: expected one of "untrusted", "ignore", found "no"',
        'cases[0].signers[0]: expected the ARN arn:PARTITION:signer:',
        'cases[0].require: expected any, all or a whole number of signers',
        'cases[0].cluster: expected the name or the ARN of an ECS cluster',
        'cases[0].at: expected an instant YYYY-MM-DDThh:mm:ssZ in UTC',
        'cases[0].signers: expected signers only where a policy is expected',
        'cases[0].require: expected require only where a policy is expected',
        'cases[0].cluster: expected a cluster only where a mode is expected',
      ],
    ],
  ])('reports %s', (_what, each, problems) => {
    const complaint = (() => {
      try {
        parse(each);
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    })();
    for (const problem of problems) expect(complaint).toContain(problem);
    expect(complaint).toMatch(new RegExp(`^cases\\.json: ${problems.length} problem`));
  });

  it.each([
    ['no cases', { version: 1, cases: [] }, 'cases: expected at least one case'],
    ['another version', { version: 2, cases: [NGINX] }, 'version: expected 1, found 2'],
  ])('refuses %s', (_what, content, message) => {
    expect(() => parsePolicyTest(JSON.stringify(content), 'cases.json')).toThrow(message);
  });
});
