import { ENFORCED_CLUSTERS } from '../demo-deployment';
import { differing } from '../differing';
import type { Evidence } from '../evidence';
import { TRUSTED, taskRuns, untrusted } from '../one-container';
import type { Scene, SceneEvent } from '../scene';

const SWEEP: SceneEvent = { kind: 'sweep' };

const KINDS = ['trusted', 'untrusted', 'exempt', 'notCovered'] as const;

/** The containers that the last report counts, by kind, such as `1 trusted, 1 notCovered`. */
const countedIn = ({ sweeps }: Evidence): string => {
  const coverage = sweeps.at(-1)?.report.coverage;
  if (coverage === undefined) return 'no report';
  const counted = KINDS.filter((kind) => coverage[kind] > 0).map((kind) => `${coverage[kind]} ${kind}`);
  return counted.join(', ') || 'no container';
};

/** Checks how many containers of each kind the last report counts. */
const expectCounted =
  (expected: string) =>
  (evidence: Evidence): readonly string[] =>
    differing('the containers in the report', expected, countedIn(evidence));

const reasonsIn = ({ sweeps }: Evidence): string =>
  sweeps
    .at(-1)
    ?.report.images.map(({ verdict, reason }) => `${verdict} (${reason ?? 'no reason'})`)
    .join(', ') ?? 'no report';

/** What a sweep finds. */
export const SWEEP_SCENES: readonly Scene[] = [
  {
    name: 'sweep-revoked',
    explanation:
      'The signature of an image is revoked while its task runs: the next sweep finds it, and the task is stopped.',
    setUp: async (builder) => {
      const image = await builder.push();
      const job = await builder.sign(image);
      return [
        ...taskRuns(image, { cluster: ENFORCED_CLUSTERS.standalone }),
        SWEEP,
        { kind: 'happening', happen: () => builder.revoke(job) },
        SWEEP,
      ];
    },
    expected: {
      containers: [{ ...untrusted('revoked'), response: 'stopped', earlier: ['recorded'] }],
    },
    alsoExpected: (evidence) => [
      ...expectCounted('1 untrusted')(evidence),
      ...differing('the verdict in the report', 'untrusted (revoked)', reasonsIn(evidence)),
      ...differing('changes in the report', '1', String(evidence.sweeps.at(-1)?.report.changes?.list.length)),
    ],
    ownAws: true,
  },
  {
    name: 'sweep-lost-event',
    explanation:
      'The event of a task with an unsigned image is lost: the next sweep finds the task, and it is reported.',
    setUp: async (builder) => {
      const lost = taskRuns(await builder.push()).map((event) =>
        event.kind === 'task' ? { ...event, lost: true as const } : event,
      );
      return [...lost, SWEEP];
    },
    expected: { containers: [untrusted('unsigned')] },
    alsoExpected: (evidence) => [
      ...expectCounted('1 untrusted')(evidence),
      ...differing('messages of the sweep', '1', String(evidence.sweeps[0]?.found.length)),
    ],
    ownAws: true,
  },
  {
    name: 'sweep-repeated',
    explanation: 'Everything was announced: another sweep announces nothing again.',
    setUp: async (builder) => [...taskRuns(await builder.push()), SWEEP, SWEEP],
    expected: { containers: [untrusted('unsigned')] },
    alsoExpected: expectCounted('1 untrusted'),
    ownAws: true,
  },
  {
    name: 'sweep-registry-down',
    explanation:
      'The registry fails during the sweep: a container that was trusted at its start counts as not covered, never as trusted.',
    setUp: async (builder) => {
      const image = await builder.pushSigned();
      const fail = (): unknown => builder.addRegistryFault(image.repository, { kind: 'status', status: 503 });
      return [...taskRuns(image), { kind: 'happening', happen: fail }, SWEEP];
    },
    expected: { containers: [TRUSTED] },
    alsoExpected: expectCounted('1 notCovered'),
    ownAws: true,
  },
];
