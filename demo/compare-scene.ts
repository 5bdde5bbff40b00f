import { compareGate } from './compare-gate';
import type { ContainerOutcome } from './container-outcome';
import { differing } from './differing';
import type { Evidence } from './evidence';
import type { VerdictLine } from './function-output';
import type { ExpectedContainer, Scene } from './scene';

/** A scene after its run, with what the function decided. */
export interface ObservedScene {
  readonly scene: Scene;
  readonly containers: readonly ContainerOutcome[];
  /** After how many seconds SQS redelivers the last message; absent when the function finished with it. */
  readonly retriedAfterSeconds?: number;
}

const describeOutcome = (outcome: Omit<ContainerOutcome, 'image' | 'digest'>): string => {
  const { container, verdict, reason, cause, response, earlier } = outcome;
  const why = [reason, cause && `cause ${cause}`].filter(Boolean).join(', ');
  return `${container} ${verdict}${why && ` (${why})`} ${[...earlier, response].join(' → ')}`;
};

const describeExpected = (expected: ExpectedContainer): string => {
  const { container, verdict, reason = null, cause = null, response, earlier = [] } = expected;
  return describeOutcome({ container, verdict, reason, cause, response, earlier });
};

const describeRetry = (seconds: number | undefined): string =>
  seconds === undefined ? 'done' : `retried in ${seconds} s`;

const retryProblems = (
  expected: Scene['expected']['retriedAfterSeconds'],
  found: number | undefined,
): readonly string[] => {
  if (expected !== 'later') return differing('the last message', describeRetry(expected), describeRetry(found));
  return found === undefined ? differing('the last message', 'retried later', 'done') : [];
};

/** The metric counts a verdict once, even when several responses to it are logged. */
const verdictKey = ({ task, container, digest, verdict, reason, rule }: VerdictLine): string =>
  [task, container, digest, verdict, reason, rule].join(' ');

type Announced = Pick<VerdictLine, 'container' | 'verdict' | 'reason' | 'response'>;

const describeAnnounced = ({ container, verdict, reason, response }: Announced): string =>
  `${container} ${verdict} ${reason ?? ''} ${response}`;

/** Compares the log with the metrics, the events, the topic messages and the stopped tasks. */
const announcementProblems = ({ lines, metrics, events, messages, stops }: Evidence): readonly string[] => {
  const announced = lines.filter(({ response }) => response !== 'recorded');
  const stopped = lines.filter(({ response }) => response === 'stopped');
  const counted = metrics.filter((name) => name === 'Verdicts');
  const describeAll = (all: readonly Announced[]): string => all.map(describeAnnounced).join(' · ');
  return [
    ...differing('metrics Verdicts', String(new Set(lines.map(verdictKey)).size), String(counted.length)),
    ...differing('events', describeAll(announced), describeAll(events)),
    ...differing('topic messages', String(announced.length), String(messages.length)),
    ...differing('stopped tasks', stopped.map(({ task }) => task).join(' '), stops.map(({ task }) => task).join(' ')),
  ];
};

const functionFailures = ({ deliveries }: Evidence): readonly string[] =>
  deliveries.flatMap(({ invocation }) =>
    invocation.kind === 'failed' ? [`the function failed: ${invocation.error.message}`] : [],
  );

/** Every difference between the run of a scene and what the scene expects, in words. */
export const compareScene = (
  { scene, containers, retriedAfterSeconds }: ObservedScene,
  evidence: Evidence,
): readonly string[] => {
  const { expected } = scene;
  const wanted = expected.containers.map(describeExpected).join(' · ') || 'none';
  const found = containers.map(describeOutcome).join(' · ') || 'none';
  return [
    ...differing('containers', wanted, found),
    ...retryProblems(expected.retriedAfterSeconds, retriedAfterSeconds),
    ...announcementProblems(evidence),
    ...compareGate(expected.deployments ?? [], evidence.gate),
    ...(scene.alsoExpected?.(evidence) ?? []),
    ...functionFailures(evidence),
  ];
};
