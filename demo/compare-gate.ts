import { differing } from './differing';
import type { GateLine } from './function-output';
import type { GateEvidence } from './gate-evidence';
import type { ExpectedDeployment } from './scene';

const describeDeployment = ({ status, requests = [], hasTasks }: ExpectedDeployment): string =>
  `${status}, ${hasTasks ? 'tasks started' : 'no task started'}, ECS asked to ${requests.join(' and ') || 'do nothing'}`;

const describeAll = (deployments: readonly ExpectedDeployment[]): string =>
  deployments.map(describeDeployment).join(' · ') || 'none';

const isPlain = ({ outcome, grants, containers }: GateLine): boolean =>
  outcome === 'continued' &&
  grants.length === 0 &&
  containers.every(({ verdict }) => verdict === 'trusted' || verdict === 'exempt');

/** The decisions that are announced beside the log: all but the continuation of a deployment that never waited, and whose images are trusted. */
const announcedBesideLog = (decisions: readonly GateLine[]): readonly GateLine[] =>
  decisions.filter(
    (decision, index) => !isPlain(decision) || decisions.slice(0, index).some(({ hook }) => hook === decision.hook),
  );

/** The outcomes that say that the gate itself asked ECS for something. */
const isAnswer = ({ outcome }: GateLine): boolean => outcome === 'continued' || outcome === 'rolled-back';

/** Compares what became of the deployments with what is expected, and the gate's log with its events, messages and requests. */
export const compareGate = (
  expected: readonly ExpectedDeployment[],
  { decisions, events, messages, deployments }: GateEvidence,
): readonly string[] => {
  const announced = announcedBesideLog(decisions);
  const outcomes = (all: readonly { readonly outcome: string }[]): string =>
    all.map(({ outcome }) => outcome).join(' ');
  const answers = deployments.flatMap(({ requests }) => requests.filter((request) => request !== 'stop'));
  return [
    ...differing('deployments', describeAll(expected), describeAll(deployments)),
    ...differing('events of the gate', outcomes(announced), outcomes(events)),
    ...differing('messages of the gate', String(announced.length), String(messages.length)),
    ...differing('answers of the gate', String(decisions.filter(isAnswer).length), String(answers.length)),
  ];
};
