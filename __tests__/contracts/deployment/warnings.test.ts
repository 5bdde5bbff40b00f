import { deploymentWarnings } from '../../../contracts/deployment/warnings';
import { aDeployment } from '../../support/deployment/deployment';

const NOW = Date.parse('2026-12-01T00:00:00Z');
const HOST = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const PROFILES = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles';
const policies = (repositories: readonly string[], signers = [`${PROFILES}/dev_workloads`]) => ({
  policies: { web: { repositories, signers } },
});
const exemption = (until: string) => ({
  exemptions: { vendor: { repositories: ['quay.io/vendor/agent'], reason: 'mirrored next week', until } },
});
const clusters = (...keys: readonly string[]) => ({
  clusters: Object.fromEntries(keys.map((key) => [key, { mode: 'audit' }])),
});
const inRegion = (region: string) => ({
  region,
  partition: 'aws',
  ...policies(
    ['111122223333.dkr.ecr.eu-west-1.amazonaws.com/*'],
    [`${PROFILES.replace('eu-west-1', region)}/dev_workloads`],
  ),
});
const GATE = { stages: ['PRE_SCALE_UP'] };

const warningsOf = (overrides: Readonly<Record<string, unknown>>): readonly string[] =>
  deploymentWarnings(aDeployment(overrides), NOW);

describe('a deployment that is possible but odd is warned of', () => {
  it.each<[string, Record<string, unknown>, readonly string[]]>([
    [
      'images outside of ECR, whose digests ECS may not report',
      policies([`${HOST}/shop/*`, 'quay.io/shop/web', 'public.ecr.aws/nginx/*']),
      [
        'policy web of deployment dev covers images outside of ECR (quay.io/shop/web, public.ecr.aws/nginx/*): ECS may not report their digests, so name them by digest (…@sha256:…) in task definitions, or their verdicts stay inconclusive',
      ],
    ],
    [
      "a signer that is almost the deployment's own",
      policies([`${HOST}/*`], [`${PROFILES}/dev_worklaods`, `${PROFILES}/Dev_workloads/a1B2c3D4e5`]),
      ['dev_worklaods', 'Dev_workloads'].map(
        (profile, index) =>
          `policies.web.signers[${index}] of deployment dev names the profile ${profile}, almost the deployment's own dev_workloads: check its spelling`,
      ),
    ],
    [
      'clusters that differ in letter case only',
      clusters('pay', 'shop', 'arn:aws:ecs:eu-west-1:111122223333:cluster/Pay'),
      [
        'clusters pay and arn:aws:ecs:eu-west-1:111122223333:cluster/Pay of deployment dev differ in letter case only: check that both exist',
      ],
    ],
    [
      'an exemption that has ended',
      exemption('2026-11-29'),
      ['exemption vendor of deployment dev ended at 2026-11-30T00:00:00.000Z: it is ignored'],
    ],
    [
      'an exemption that hardly ends',
      exemption('9999-12-31'),
      [
        'exemption vendor of deployment dev ends on 9999-12-31, in more than 10 years: choose an end at which you want to decide again',
      ],
    ],
    [
      'a region where AWS Signer did not sign images',
      inRegion('ap-northeast-3'),
      [
        'AWS Signer did not sign container images in ap-northeast-3, the region of deployment dev, when this version was written: check that it does by now',
      ],
    ],
    [
      'a region that this version does not know',
      inRegion('eu-nowhere-1'),
      ['region', 'policies.web.signers[0]'].map(
        (path) =>
          `${path} of deployment dev names the region eu-nowhere-1, which this version does not know: check its spelling`,
      ),
    ],
    [
      'a gate in clusters in audit, which rolls nothing back',
      {
        gate: GATE,
        clusters: { lab: { mode: 'audit' }, pay: { mode: 'enforce' }, off: { mode: 'audit', gate: 'off' } },
      },
      [
        'the gate of deployment dev answers in clusters in audit (every cluster that is not named, lab): there it continues every deployment, and only announces the untrusted images',
      ],
    ],
    [
      'a gate that answers after the tasks have started only',
      {
        mode: 'enforce',
        gate: { stages: ['POST_SCALE_UP', 'POST_TEST_TRAFFIC_SHIFT'] },
        clusters: {
          pay: { mode: 'enforce', gate: GATE },
          rare: { mode: 'enforce', gate: { stages: ['RECONCILE_SERVICE'] } },
        },
      },
      [
        'the gate of deployment dev does not answer at PRE_SCALE_UP in every cluster that is not named, rare: it is the only stage that every deployment reaches before its tasks start, so untrusted tasks may run before the gate answers',
      ],
    ],
    [
      'services that are rolled back in enforce only, without a cluster in enforce',
      { responses: { services: 'rollback' }, clusters: { lab: { mode: 'audit' } } },
      ['responses.services of deployment dev is rollback, but no cluster is in enforce: nothing is rolled back'],
    ],
  ])('for %s', (_what, overrides, warnings) => {
    expect(warningsOf(overrides)).toEqual(warnings);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a usual deployment', {}],
    ['another profile of this account', policies([`${HOST}/*`], [`${PROFILES}/release`])],
    [
      'a similar profile of another account',
      policies([`${HOST}/*`], [`${PROFILES.replace('1111', '4444')}/dev_workload`]),
    ],
    [
      'a similar profile of another region',
      policies([`${HOST}/*`], [`${PROFILES.replace('west', 'north')}/dev_workload`]),
    ],
    ['clusters of other names', clusters('pay', 'pays')],
    ['a gate before the start in enforce', { mode: 'enforce', gate: GATE }],
    ['a gate of one cluster in enforce', { clusters: { pay: { mode: 'enforce', gate: GATE } } }],
    [
      'services that are rolled back in one cluster',
      { responses: { services: 'rollback' }, clusters: { pay: { mode: 'enforce' } } },
    ],
    ['an exemption that ends in ten years', exemption('2036-11-30')],
  ])('but not for %s', (_what, overrides) => {
    expect(warningsOf(overrides)).toEqual([]);
  });
});
