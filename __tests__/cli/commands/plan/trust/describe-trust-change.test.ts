import { reportOn } from '../../../../../cli/commands/plan/plan-report';
import { renderText } from '../../../../../cli/commands/plan/report/render-text';
import { aDocument, aDocumentChange, anExemption, aPlanned, summaryOf } from '../a-plan';

const OURS = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';
const policies = (name: string, repository = 'docker.io/team/app') => ({
  policies: { ...aDocument().policies, [name]: { repositories: [repository], signers: [OURS] } },
});
const until = (date: string) => ({
  exemptions: { old: { repositories: ['docker.io/library/*'], reason: 'it was not ours', until: date } },
});

const trustLines = (before: object, after: object): string => {
  const change = aDocumentChange(aDocument({ ...before }), aDocument({ ...after }));
  return renderText(reportOn(summaryOf([aPlanned('verifier', [change])]))).split('\n\n')[1] ?? '';
};

describe('describeTrustChange', () => {
  it.each([
    [
      'a new policy',
      {},
      policies('team'),
      `! trust broadened: policy team is added: covers docker.io/team/app; trusts ${OURS}`,
    ],
    [
      'a removed policy',
      policies('team'),
      {},
      `policy team is removed: covered docker.io/team/app; trusted ${OURS} (trust narrowed)`,
    ],
    [
      'a policy that requires all its signers',
      {},
      {
        policies: {
          ...aDocument().policies,
          team: { repositories: ['docker.io/team/app'], signers: [OURS], require: 'all' },
        },
      },
      `! trust broadened: policy team is added: covers docker.io/team/app; trusts ${OURS}; required signers all`,
    ],
    [
      'another number of required signers',
      policies('team'),
      {
        policies: {
          ...aDocument().policies,
          team: { repositories: ['docker.io/team/app'], signers: [OURS], require: 1 },
        },
      },
      'policy team: required signers any → 1 (no change in what is trusted)',
    ],
    [
      'a policy for other repositories',
      policies('team'),
      policies('team', 'docker.io/team/web'),
      '! trust broadened: policy team: now covers docker.io/team/web; no longer covers docker.io/team/app',
    ],
    [
      'a removed exemption',
      anExemption('not ours to sign'),
      {},
      'exemption legacy is removed: exempted docker.io/library/*, until 2028-01-01T00:00:00.000Z, because: not ours to sign (trust narrowed)',
    ],
    [
      'another reason',
      anExemption('not ours to sign'),
      anExemption('still not ours'),
      'exemption legacy: reason not ours to sign → still not ours (no change in what is trusted)',
    ],
    [
      'a removed exemption that had expired',
      until('2026-01-01'),
      {},
      'until 2026-01-02T00:00:00.000Z, because: it was not ours (no change in what is trusted)',
    ],
    [
      'enforce by default',
      {},
      { mode: 'enforce' },
      '! can stop more tasks or deployments: default mode of clusters: audit → enforce',
    ],
    [
      'what no policy covers',
      {},
      { unmatched: 'ignore' },
      '! trust broadened: images that no policy covers: untrusted → ignore',
    ],
    [
      'what no policy covers any more',
      { unmatched: 'ignore' },
      {},
      'images that no policy covers: ignore → untrusted (trust narrowed)',
    ],
    [
      'the stop budget',
      {},
      { responses: { stopBudget: { stops: 20, minutes: 10 } } },
      '! can stop more tasks or deployments: stops allowed in each cluster: 10 in 10 minutes → 20 in 10 minutes',
    ],
    [
      'a gate',
      {},
      { gate: { stages: ['POST_SCALE_UP', 'PRE_SCALE_UP'] } },
      '! can stop more tasks or deployments: stages of the deployment gate: off → PRE_SCALE_UP, POST_SCALE_UP',
    ],
    [
      'a cluster without the gate',
      { gate: { stages: ['PRE_SCALE_UP'] } },
      { gate: { stages: ['PRE_SCALE_UP'] }, clusters: { lab: { mode: 'audit', gate: 'off' } } },
      '! enforcement weakened: gate of cluster lab: PRE_SCALE_UP → off',
    ],
    [
      'services that are rolled back',
      {},
      { responses: { services: 'rollback' } },
      '! can stop more tasks or deployments: what enforce does about a service whose task runs an untrusted image: report → rollback',
    ],
    [
      'a longer wait',
      {},
      { responses: { confirmUnsignedAfterSeconds: 90 } },
      '    seconds until an untrusted image is verified a second time, before its task is stopped: 60 → 90',
    ],
  ])('describes %s', (_, before, after, sentence) => {
    expect(trustLines(before, after)).toContain(sentence);
  });
});
