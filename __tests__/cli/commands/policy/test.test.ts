import { VERBS } from '../../../../cli/image-trust';
import { CLUSTER } from '../../../support/domain/domain';
import { runImageTrust } from '../../run-image-trust';
import { SIGNERS, usePolicy, WEB } from './run-policy';

const cases = (...all: readonly object[]) => ({ version: 1, cases: all });

describe('image-trust policy test', () => {
  const { stdout, run, test } = usePolicy();

  it.each<[string, object]>([
    ['a policy', { image: `${WEB}:1`, expect: { policy: 'shop' } }],
    ['its signers in any order', { image: WEB, expect: { policy: 'shop' }, signers: SIGNERS }],
    ['its requirement', { image: WEB, expect: { policy: 'shop' }, require: 'all' }],
    ['an exemption', { image: 'busybox', expect: { exemption: 'tool' } }],
    ['an exemption before it ends', { image: WEB, expect: { exemption: 'ended' }, at: '2026-02-01T23:59:59Z' }],
    ['what applies once it has ended', { image: WEB, expect: { policy: 'shop' }, at: '2026-02-02T00:00:00Z' }],
    ['no rule', { image: 'nginx', expect: { unmatched: 'untrusted' } }],
    ['a name that does not parse', { image: 'quay.io/Shop', expect: { unmatched: 'untrusted' } }],
    ['the mode of a cluster', { image: 'nginx', expect: { unmatched: 'untrusted' }, cluster: 'pay', mode: 'enforce' }],
    ['the mode of all others', { image: 'nginx', expect: { unmatched: 'untrusted' }, mode: 'audit' }],
  ])('passes for %s', async (_what, each) => {
    expect(await test(cases(each))).toBe(0);
    expect(stdout()).toMatch(/^passed /m);
    expect(stdout()).toMatch(/\n\n1 of 1 case as expected\n$/);
  });

  it.each<[string, object, string]>([
    ['another policy', { image: WEB, expect: { policy: 'registry' } }, 'policy registry  policy shop'],
    ['no policy', { image: 'nginx', expect: { policy: 'shop' } }, 'policy shop  unmatched: untrusted'],
    ['an exemption', { image: 'busybox', expect: { policy: 'tool' } }, 'policy tool  exemption tool'],
    [
      'other signers',
      { image: WEB, expect: { policy: 'shop' }, signers: SIGNERS.slice(0, 1) },
      `policy shop, signers ${SIGNERS[0] ?? ''}  policy shop, signers ${SIGNERS[1] ?? ''} and ${SIGNERS[0] ?? ''}`,
    ],
    [
      'no signers',
      { image: 'nginx', expect: { policy: 'shop' }, signers: SIGNERS.slice(0, 1), require: 'any' },
      'unmatched: untrusted, signers none, require nothing',
    ],
    [
      'another requirement',
      { image: WEB, expect: { policy: 'shop' }, require: 2 },
      'policy shop, require 2  policy shop, require all',
    ],
    [
      'another mode',
      { image: 'nginx', expect: { unmatched: 'untrusted' }, cluster: CLUSTER, mode: 'audit' },
      'unmatched: untrusted, mode audit  unmatched: untrusted, mode enforce',
    ],
    [
      'a name that does not parse',
      { image: 'quay.io/Shop', expect: { policy: 'quay' } },
      'policy quay  unmatched: untrusted (the name does not parse: expected a repository of lower-case path segments',
    ],
  ])('fails where it finds %s, and says what it expected and found', async (_what, each, row) => {
    expect(await test(cases(each, { image: 'nginx', expect: { unmatched: 'untrusted' } }))).toBe(1);
    expect(stdout().replaceAll(/ {2,}/g, '  ')).toContain(row);
    expect(stdout()).toMatch(/^FAILED /m);
    expect(stdout()).toContain('\n\n1 of 2 cases as expected\n');
  });

  it('prints JSON, alone on stdout', async () => {
    const content = cases(
      { image: WEB, expect: { policy: 'shop' }, require: 1 },
      { image: 'Shop', expect: { unmatched: 'untrusted' } },
    );
    expect(await test(content, '--json')).toBe(1);
    const shop = { decision: 'policy shop', signers: null, mode: null };
    const none = { decision: 'unmatched: untrusted', signers: null, require: null, mode: null };
    expect(JSON.parse(stdout())).toEqual({
      deployment: 'dev',
      trustDocument: expect.stringMatching(/^[0-9a-f]{64}$/),
      passed: 1,
      failed: 1,
      cases: [
        {
          image: WEB,
          passed: false,
          expected: { ...shop, require: 1 },
          found: { ...shop, require: 'all' },
          problem: null,
        },
        { image: 'Shop', passed: true, expected: none, found: none, problem: expect.stringContaining('found "Shop"') },
      ],
    });
  });

  it('shows hostile text as text', async () => {
    await test(cases({ image: 'x\nFORGED\u202e', expect: { unmatched: 'untrusted' } }));
    expect(stdout()).toContain('x\\u{a}FORGED\\u{202e}');
  });

  it.each<[string, unknown, string]>([
    ['text that is no JSON', 'nope', 'cases.json: 1 problem\n  line 1, column 1: expected JSON'],
    ['a case twice over', '{"version":1,"version":1,"cases":[]}', 'expected each key once'],
    [
      'the cluster of another account',
      cases({
        image: 'x',
        expect: { unmatched: 'untrusted' },
        mode: 'audit',
        cluster: CLUSTER.replace('1111', '2222'),
      }),
      'policy: cluster: expected a cluster in eu-west-1 of account 111122223333',
    ],
  ])('refuses %s', async (_what, content, message) => {
    await expect(test(content)).rejects.toThrow(message);
    expect(stdout()).toBe('');
  });

  it('refuses a file that cannot be read', async () => {
    await expect(run('test', 'missing.json')).rejects.toThrow('policy test: expected a readable file, found ENOENT');
  });
});

describe('deployments/example.policy-test.json', () => {
  it('passes for deployments/example.json', async () => {
    const args = ['policy', 'test', 'deployments/example.policy-test.json', '--deployment', 'example'];
    const { status, stdout } = await runImageTrust(args);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/\n6 of 6 cases as expected\n$/) });
  });

  it('is found from the folder in which the command was typed', async () => {
    const args = ['policy', 'test', 'example.policy-test.json', '--deployment', 'example'];
    expect(await runImageTrust(args, { cwd: `${__dirname}/../../../../deployments` })).toMatchObject({ status: 0 });
  });

  it('is named by the help', () => {
    expect(VERBS['policy']?.help.replaceAll(/\s+/g, ' ')).toContain(
      'deployments/example.policy-test.json is an example',
    );
  });
});
