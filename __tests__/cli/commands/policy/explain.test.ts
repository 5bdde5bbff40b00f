import { writeFileSync } from 'node:fs';
import { serializeTrustDocument } from '../../../../contracts/trust-document/trust-document';
import { aTrustDocument, CLUSTER, ECR, SIGNER } from '../../../support/domain/domain';
import { SIGNERS, usePolicy, WEB } from './run-policy';

const ENDED = '2026-02-02T00:00:00.000Z';

describe('image-trust policy explain', () => {
  const { stdout, run, runWith } = usePolicy();

  it('prints every pattern that matches, the rule that decides and why, the signers, the registry and the modes', async () => {
    expect(await run('explain', `${WEB}:1.4`)).toBe(0);
    expect(stdout()).toBe(
      [
        `${WEB}:1.4`,
        `  repository  ${WEB}`,
        `  matches     ${WEB}: exemption ended, which ended at ${ENDED}`,
        `              ${ECR}/shop/*: policy shop, which decides`,
        `              ${ECR}/*: policy registry`,
        `  decides     policy shop, since no rule in force has a pattern that is more specific than ${ECR}/shop/*`,
        `  signers     ${SIGNERS[1] ?? ''}`,
        `              ${SIGNERS[0] ?? ''}`,
        '  requires    signatures of 2 of these 2 signers (require: all)',
        `  registry    gets ECR credentials: ${ECR} is ECR of an account that a policy names`,
        '',
        'mode: audit',
        `mode of ${CLUSTER}: enforce`,
        '',
      ].join('\n'),
    );
  });

  it.each<[string, string, readonly string[]]>([
    [
      'an exemption',
      'busybox',
      [
        'repository  docker.io/library/busybox',
        'decides     exemption tool, since no other rule matches',
        'verdict     exempt (tool) until 2099-01-02T00:00:00.000Z: to be mirrored by us',
        'registry    is not contacted, since no policy decides',
      ],
    ],
    [
      'a policy of another registry',
      'quay.io/shop/web',
      ['requires    a signature of this signer', 'registry    gets no credentials: it is not ECR'],
    ],
    ['the most specific rule', `${ECR}/other`, ['decides     policy registry, since no other rule matches']],
    [
      'no rule',
      'nginx',
      [
        'repository  docker.io/library/nginx',
        'matches     no pattern',
        'verdict     untrusted (no-policy), since no rule in force matches and the deployment has "unmatched": "untrusted"',
      ],
    ],
    [
      'a name that does not parse',
      'quay.io/Shop',
      [
        'verdict     untrusted (no-policy), whatever "unmatched" says',
        'problem     expected a repository of lower-case path segments, found "quay.io/Shop"',
        'registry    is not contacted',
      ],
    ],
    ['a name that would forge a line', 'a\nmode: enforce\u202e', ['a\\u{a}mode: enforce\\u{202e}\n']],
  ])('explains %s', async (_what, image, lines) => {
    expect(await run('explain', image)).toBe(0);
    for (const line of lines) expect(stdout()).toContain(line);
  });

  it('says that a more specific pattern wins, and that the others have ended', async () => {
    const policies = {
      shop: { repositories: [`${ECR}/shop/*`], signers: [SIGNER] },
      web: { repositories: [WEB], signers: [SIGNER] },
    };
    await runWith({ policies, exemptions: {} }, 'explain', WEB);
    expect(stdout()).toContain(`policy web, since no rule in force has a pattern that is more specific than ${WEB}\n`);
    const exemptions = { ended: { repositories: [WEB], reason: 'to be mirrored by us', until: '2026-02-01' } };
    await runWith({ policies: { shop: policies.shop }, exemptions }, 'explain', WEB);
    expect(stdout()).toContain('policy shop, since no other rule that matches is in force\n');
  });

  it('says what a deployment that ignores unmatched images does', async () => {
    await runWith({ unmatched: 'ignore' }, 'explain', 'nginx', 'quay.io/Shop');
    expect(stdout()).toContain('exempt (unmatched), since no rule in force matches');
    expect(stdout()).toContain('untrusted (no-policy), whatever "unmatched" says');
  });

  it.each([['pay'], [CLUSTER]])('prints only the mode of a cluster that is named: %s', async (cluster) => {
    expect(await run('explain', 'nginx', '--cluster', cluster)).toBe(0);
    expect(stdout()).toMatch(new RegExp(`\n\nmode of ${CLUSTER}: enforce\n$`));
  });

  it('prints JSON, alone on stdout', async () => {
    expect(await run('explain', WEB, 'nginx', 'Shop', '--cluster', 'web', '--json')).toBe(0);
    expect(JSON.parse(stdout())).toEqual({
      deployment: 'dev',
      trustDocument: expect.stringMatching(/^[0-9a-f]{64}$/),
      cluster: CLUSTER.replace('pay', 'web'),
      mode: 'audit',
      clusters: {},
      images: [
        {
          image: WEB,
          repository: WEB,
          matches: [
            { pattern: WEB, kind: 'exemption', name: 'ended', until: ENDED, ended: true, decides: false },
            { pattern: `${ECR}/shop/*`, kind: 'policy', name: 'shop', until: null, ended: false, decides: true },
            expect.objectContaining({ name: 'registry', decides: false }),
          ],
          decision: {
            kind: 'policy',
            name: 'shop',
            signers: SIGNERS.toSorted(),
            require: 'all',
            requiredSigners: 2,
          },
          registryAccess: 'ecr-credentials',
        },
        {
          image: 'nginx',
          repository: 'docker.io/library/nginx',
          matches: [],
          decision: { kind: 'unmatched', treatedAs: 'untrusted' },
          registryAccess: 'not-contacted',
        },
        {
          image: 'Shop',
          repository: null,
          matches: [],
          decision: { kind: 'malformed', problem: expect.stringContaining('found "Shop"') },
          registryAccess: 'not-contacted',
        },
      ],
    });
  });

  it('reads a trust document instead of a deployment', async () => {
    const policies = { only: { repositories: ['quay.io/*'], signers: [SIGNER] } };
    writeFileSync('trust.json', serializeTrustDocument(aTrustDocument({ policies })).content);
    expect(await run('explain', 'quay.io/x', '--trust', 'trust.json', '--json')).toBe(0);
    expect(JSON.parse(stdout())).toMatchObject({
      images: [{ decision: { name: 'only' }, registryAccess: 'anonymous' }],
    });
  });

  it('says that a policy wins over an exemption that is equally specific', async () => {
    const policies = { web: { repositories: ['quay.io/*'], signers: [SIGNER] } };
    const exemptions = {
      same: { repositories: ['quay.io/*'], reason: 'to be mirrored', until: '2099-01-01T00:00:00.000Z' },
    };
    writeFileSync('trust.json', serializeTrustDocument(aTrustDocument({ policies, exemptions })).content);
    await run('explain', 'quay.io/x', '--trust', 'trust.json');
    expect(stdout()).toContain(
      '  decides     policy web, since a policy wins over an exemption that is equally specific\n',
    );
  });

  it.each<[string, readonly string[], string]>([
    ['no image', ['explain'], 'explain: expected IMAGE..., found nothing'],
    ['no action', [], 'expected explain or test, found nothing'],
    [
      'an odd cluster',
      ['explain', 'nginx', '--cluster', 'a/b'],
      '--cluster: expected the name or the ARN of a cluster',
    ],
    [
      'a cluster elsewhere',
      ['explain', 'nginx', '--cluster', CLUSTER.replace('eu-west-1', 'us-east-1')],
      'policy: --cluster: expected a cluster in eu-west-1 of account 111122223333',
    ],
    ['two sources of trust', ['explain', 'x', '--trust', 'f', '--deployment', 'd'], 'expected one of them, found both'],
    ['a cluster for test', ['test', 'f', '--cluster', 'pay'], '--cluster: expected only with explain'],
    ['two files', ['test', 'f', 'g'], 'test: expected FILE, found "f" "g"'],
  ])('refuses %s', async (_what, args, message) => {
    await expect(run(...args)).rejects.toThrow(message);
    expect(stdout()).toBe('');
  });
});
