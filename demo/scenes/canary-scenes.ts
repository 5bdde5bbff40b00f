import { CANARY_KINDS } from '../../contracts/deployment/canary-images';
import { CANARY_ATTEMPTS } from '../../functions/launch/handle-canary';
import { ECR_HOST } from '../demo-account';
import { differing } from '../differing';
import type { Evidence } from '../evidence';
import { TRUSTED, taskRuns } from '../one-container';
import type { Scene, SceneEvent } from '../scene';

/** A sweep whose messages the launch function has for the last time: it then counts what it could not verify. */
const SWEEP: SceneEvent = { kind: 'sweep', attempt: CANARY_ATTEMPTS };

/** How many of the doors are of each name, such as `4 gate, 4 start, 4 sweep`. */
const counted = (doors: readonly string[]): string => {
  const names = [...new Set(doors)].sort();
  return names.map((name) => `${doors.filter((door) => door === name).length} ${name}`).join(', ') || 'none';
};

const answersIn = ({ canaries }: Evidence): string =>
  canaries.wrong
    .map(({ door, canary, found }) => `${door}: ${canary} ${found}`)
    .sort()
    .join(' · ');

interface ExpectedCanaries {
  readonly passed: string;
  readonly failed: string;
  /** What the log lines about wrong answers say, in alphabetical order. */
  readonly answers: readonly string[];
}

const expectCanaries =
  ({ passed, failed, answers }: ExpectedCanaries) =>
  (evidence: Evidence): readonly string[] => [
    ...differing('metrics CanaryPassed', passed, counted(evidence.canaries.passed)),
    ...differing('metrics CanaryFailed', failed, counted(evidence.canaries.failed)),
    ...differing('log lines about canary images', answers.join(' · '), answersIn(evidence)),
  ];

const ALL = '4 gate, 4 start, 4 sweep';
const ONE_EACH = '1 gate, 1 start, 1 sweep';

const AFTER = { gate: ', then wait', start: ', then report', sweep: '' } as const;

/** No door could verify any of the images. */
const NO_ANSWER = Object.entries(AFTER).flatMap(([door, action]) =>
  [...CANARY_KINDS].sort().map((canary) => `${door}: ${canary} inconclusive (registry-denied)${action}`),
);

const REVOKED_ACCEPTED = [
  'gate: revoked trusted, then continue',
  'start: revoked trusted, then record',
  'sweep: revoked trusted',
];

/** The canary images notice that the verifier no longer works. */
export const CANARY_SCENES: readonly Scene[] = [
  {
    name: 'canary-registry-refuses',
    explanation:
      'The registry refuses the credentials of the verifier: at the next sweep, no canary image gets its answer, which raises an alarm.',
    setUp: async (builder) => {
      const refuse = (): unknown =>
        builder.addRegistryFault(`${ECR_HOST}/${builder.canaries.repository}`, { kind: 'status', status: 401 });
      return [...taskRuns(await builder.pushSigned()), SWEEP, { kind: 'happening', happen: refuse }, SWEEP];
    },
    expected: { containers: [TRUSTED] },
    alsoExpected: expectCanaries({ passed: ALL, failed: ALL, answers: NO_ANSWER }),
    ownAws: 'with-canaries',
  },
  {
    name: 'canary-accepted',
    explanation:
      'The verifier accepts a revoked signature: at the next sweep, the canary image that must be refused is not, which raises an alarm.',
    setUp: async (builder) => {
      const forget = (): void => builder.forgetRevocation(builder.canaries.revoked);
      return [...taskRuns(await builder.pushSigned()), { kind: 'happening', happen: forget }, SWEEP];
    },
    expected: { containers: [TRUSTED] },
    alsoExpected: expectCanaries({ passed: '3 gate, 3 start, 3 sweep', failed: ONE_EACH, answers: REVOKED_ACCEPTED }),
    ownAws: 'with-canaries',
  },
];
