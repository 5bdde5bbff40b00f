import type { Evidence } from './evidence';
import type { VerdictLine } from './function-output';
import type { ExpectedContainer, Scene } from './scene';
import type { SceneAnswer } from './scene-answer';

/** What a scene gave. */
export interface SeenScene {
  readonly scene: Scene;
  readonly answers: readonly SceneAnswer[];
  readonly comesBackAfter?: number;
}

const describeAnswer = (answer: Omit<SceneAnswer, 'image' | 'digest'>): string => {
  const { container, verdict, reason, cause, response, earlier } = answer;
  const why = [reason, cause && `cause ${cause}`].filter(Boolean).join(', ');
  return `${container} ${verdict}${why && ` (${why})`} ${[...earlier, response].join(' → ')}`;
};

const describeExpected = (expected: ExpectedContainer): string => {
  const { container, verdict, reason = null, cause = null, response, earlier = [] } = expected;
  return describeAnswer({ container, verdict, reason, cause, response, earlier });
};

/** A problem in words, unless both are the same. */
export const differing = (what: string, expected: string, found: string): readonly string[] =>
  expected === found ? [] : [`${what}: expected ${expected}, found ${found}`];

const describeReturn = (seconds: number | undefined): string =>
  seconds === undefined ? 'done' : `comes back in ${seconds} s`;

/** A verdict is counted once, also when more than one thing was done about it in turn. */
const identify = ({ task, container, digest, verdict, reason, rule }: VerdictLine): string =>
  [task, container, digest, verdict, reason, rule].join(' ');

type Told = Pick<VerdictLine, 'container' | 'verdict' | 'reason' | 'response'>;

const tell = ({ container, verdict, reason, response }: Told): string =>
  `${container} ${verdict} ${reason ?? ''} ${response}`;

/** Log, metrics, bus, topic and ECS must all tell the same story. */
const announcementProblems = ({ lines, metrics, events, messages, stops }: Evidence): readonly string[] => {
  const announced = lines.filter(({ response }) => response !== 'recorded');
  const stopped = lines.filter(({ response }) => response === 'stopped');
  const counted = metrics.filter((name) => name === 'Verdicts');
  return [
    ...differing('metrics Verdicts', String(new Set(lines.map(identify)).size), String(counted.length)),
    ...differing('events', announced.map(tell).join(' · '), events.map(tell).join(' · ')),
    ...differing('topic messages', String(announced.length), String(messages.length)),
    ...differing('stopped tasks', stopped.map(({ task }) => task).join(' '), stops.map(({ task }) => task).join(' ')),
  ];
};

const failures = ({ deliveries }: Evidence): readonly string[] =>
  deliveries.flatMap(({ invocation }) =>
    invocation.kind === 'failed' ? [`the function failed: ${invocation.error.message}`] : [],
  );

/** What is not as the scene expects, in words. */
export const compareScene = ({ scene, answers, comesBackAfter }: SeenScene, evidence: Evidence): readonly string[] => {
  const { containers } = scene.expected;
  const expected = containers.map(describeExpected);
  const found = answers.map(describeAnswer);
  return [
    ...differing('answers', expected.join(' · ') || 'none', found.join(' · ') || 'none'),
    ...differing('the last message', describeReturn(scene.expected.comesBackAfter), describeReturn(comesBackAfter)),
    ...announcementProblems(evidence),
    ...(scene.alsoExpected?.(evidence) ?? []),
    ...failures(evidence),
  ];
};
