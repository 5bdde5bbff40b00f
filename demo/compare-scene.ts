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

/** What is not as the scene expects, in words. */
export function compareScene({ scene, answers, comesBackAfter }: SeenScene, evidence: Evidence): readonly string[] {
  const { containers } = scene.expected;
  const expected = containers.map(describeExpected);
  const found = answers.map(describeAnswer);
  return [
    ...differing('answers', expected.join(' · ') || 'none', found.join(' · ') || 'none'),
    ...returnProblems(scene.expected.comesBackAfter, comesBackAfter),
    ...announcementProblems(evidence),
    ...(scene.alsoExpected?.(evidence) ?? []),
    ...failures(evidence),
  ];
}

/** A problem in words, unless both are the same. */
export function differing(what: string, expected: string, found: string): readonly string[] {
  return expected === found ? [] : [`${what}: expected ${expected}, found ${found}`];
}

function describeExpected(expected: ExpectedContainer): string {
  const { container, verdict, reason = null, cause = null, response, earlier = [] } = expected;
  return describeAnswer({ container, verdict, reason, cause, response, earlier });
}

function describeAnswer(answer: Omit<SceneAnswer, 'image' | 'digest'>): string {
  const { container, verdict, reason, cause, response, earlier } = answer;
  const why = [reason, cause && `cause ${cause}`].filter(Boolean).join(', ');
  return `${container} ${verdict}${why && ` (${why})`} ${[...earlier, response].join(' → ')}`;
}

function returnProblems(expected: Scene['expected']['comesBackAfter'], found: number | undefined): readonly string[] {
  if (expected === 'later') return found === undefined ? differing('the last message', 'comes back', 'done') : [];
  return differing('the last message', describeReturn(expected), describeReturn(found));
}

function describeReturn(seconds: number | undefined): string {
  return seconds === undefined ? 'done' : `comes back in ${seconds} s`;
}

/** Log, metrics, bus, topic and ECS must all tell the same story. */
function announcementProblems({ lines, metrics, events, messages, stops }: Evidence): readonly string[] {
  const announced = lines.filter(({ response }) => response !== 'recorded');
  const stopped = lines.filter(({ response }) => response === 'stopped');
  const counted = metrics.filter((name) => name === 'Verdicts');
  return [
    ...differing('metrics Verdicts', String(new Set(lines.map(identify)).size), String(counted.length)),
    ...differing('events', announced.map(tell).join(' · '), events.map(tell).join(' · ')),
    ...differing('topic messages', String(announced.length), String(messages.length)),
    ...differing('stopped tasks', stopped.map(({ task }) => task).join(' '), stops.map(({ task }) => task).join(' ')),
  ];
}

function tell({ container, verdict, reason, response }: Told): string {
  return `${container} ${verdict} ${reason ?? ''} ${response}`;
}

/** A verdict is counted once, also when more than one thing was done about it in turn. */
function identify({ task, container, digest, verdict, reason, rule }: VerdictLine): string {
  return [task, container, digest, verdict, reason, rule].join(' ');
}

type Told = Pick<VerdictLine, 'container' | 'verdict' | 'reason' | 'response'>;

function failures({ deliveries }: Evidence): readonly string[] {
  return deliveries.flatMap(({ invocation }) =>
    invocation.kind === 'failed' ? [`the function failed: ${invocation.error.message}`] : [],
  );
}
