import type { HookAction } from '../../../../verification';
import type { Colour } from '../../../shared/colour';
import { announcedOutcomes } from '../../../shared/announced-outcomes';
import { visibleText } from '../../../shared/visible-text';
import type { ServiceEnd, TimelineEntry } from './follow-service';
import type { ServiceOutcome } from './run-service-sample';

/** An entry of a timeline, with the seconds since a start in milliseconds since the epoch. */
export const renderEntry = ({ at, what }: TimelineEntry, start: number): string =>
  `${String(Math.round((at - start) / 1_000)).padStart(5)} s  ${visibleText(what)}`;

const WORDS: Readonly<Record<ServiceEnd, string>> = {
  continued: 'continued',
  'rolled-back': 'rolled back',
  'timed-out': 'not answered in time: ECS acted by itself',
  'not-held': 'not held: its deployment ended without waiting at the hook',
};

const COLOURS: Readonly<Record<ServiceEnd, Colour>> = {
  continued: 'green',
  'rolled-back': 'red',
  'timed-out': 'yellow',
  'not-held': 'yellow',
};

const ACTIONS: Readonly<Partial<Record<ServiceEnd, HookAction>>> = {
  continued: 'continue',
  'rolled-back': 'roll-back',
};

/** Who answered a hook, and the reason that the gate has kept. */
export interface Answer {
  readonly by: 'gate' | 'someone-else';
  readonly because: string | null;
}

/** Who answered the hook, by the ledger of the gate; undefined if no one did, or that is not known. */
export const answerOf = ({ end, memory }: Pick<ServiceOutcome, 'end' | 'memory'>): Answer | undefined => {
  const action = end === undefined ? undefined : ACTIONS[end];
  if (action === undefined || memory === undefined) return undefined;
  const answer = memory.answering.find((each) => each.action === action);
  return answer === undefined ? { by: 'someone-else', because: null } : { by: 'gate', because: answer.detail };
};

const BY = { gate: 'the gate', 'someone-else': 'someone else' } as const;

type Paint = (colour: Colour | undefined, text: string) => string;

/** What became of a sample service, for people. */
export const renderService = (
  { serviceName, deployment, end, memory, timeline }: ServiceOutcome,
  paint: Paint = (_, text) => text,
): string => {
  const answer = answerOf({ end, memory });
  const outcomes = memory === undefined ? [] : announcedOutcomes(memory);
  const start = timeline[0]?.at ?? 0;
  return [
    `answer      ${end === undefined ? 'none in time' : paint(COLOURS[end], WORDS[end])}`,
    `by          ${answer === undefined ? 'not known' : BY[answer.by]}`,
    `because     ${visibleText(answer?.because ?? '-')}`,
    `announced   ${visibleText(outcomes.join(', ') || '-')}`,
    `service     ${visibleText(serviceName)}`,
    `deployment  ${visibleText(deployment?.arn ?? '-')}`,
    'timeline',
    ...timeline.map((entry) => renderEntry(entry, start)),
    '',
  ].join('\n');
};

/** What became of a sample service, for programs; times are ISO 8601 in UTC. */
export const toJsonService = ({ serviceName, deployment, end, memory, timeline }: ServiceOutcome): object => ({
  service: serviceName,
  serviceDeployment: deployment?.arn ?? null,
  answer: end ?? null,
  answeredBy: answerOf({ end, memory })?.by ?? null,
  because: answerOf({ end, memory })?.because ?? null,
  announced: memory === undefined ? null : announcedOutcomes(memory),
  timeline: timeline.map(({ at, what }) => ({ at: new Date(at).toISOString(), what })),
});
