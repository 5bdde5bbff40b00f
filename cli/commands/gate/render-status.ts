import { reasonOf, type GateContainer } from '../../../verification';
import { announcedOutcomes } from '../../shared/announced-outcomes';
import { visibleText } from '../../shared/visible-text';
import { ACTION } from './coverage';
import type { GateStatus, WaitingDeployment } from './gate-status';
import { toJsonContainer, toJsonGrants } from './render-check';
import type { WaitingHook } from './waiting-hook';

const isoTime = (time: number | null): string | null =>
  time === null ? null : new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');

const announcedIn = ({ memory }: WaitingDeployment): readonly string[] | null =>
  memory === 'unread' || memory === undefined ? null : announcedOutcomes(memory);

const sinceOf = ({ hook, memory }: WaitingDeployment): number | null =>
  hook.since ?? (memory === 'unread' ? null : (memory?.firstSeen ?? null));

/** What waits, for programs; times are ISO 8601 in UTC. */
export const toJsonStatus = ({ clusters, waiting }: GateStatus): object => ({
  clusters,
  waiting: waiting.map((each) => ({
    cluster: each.hook.clusterArn,
    service: each.hook.serviceArn,
    deployment: each.hook.deploymentArn,
    hook: each.hook.hookId,
    stage: each.hook.stage,
    ours: each.hook.ours,
    since: isoTime(sinceOf(each)),
    until: isoTime(each.hook.until),
    timeoutAction: each.hook.timeoutAction,
    announced: announcedIn(each),
    containers: each.containers?.map(toJsonContainer) ?? null,
    grants: each.forecast === null ? null : toJsonGrants(each.forecast),
  })),
});

/** A duration in its two largest units, such as `3 h 20 min`. */
export const formatDuration = (milliseconds: number): string => {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
};

const renderSince = (since: number | null, now: number): string =>
  since === null ? 'not known' : `${isoTime(since) ?? ''} (${formatDuration(now - since)})`;

const renderUntil = ({ until, timeoutAction }: WaitingHook, now: number): string =>
  until === null
    ? `ECS does not say; then it ${ACTION[timeoutAction]}`
    : `${isoTime(until) ?? ''} (in ${formatDuration(until - now)}); then ECS ${ACTION[timeoutAction]}`;

const ANSWERED_BY: Readonly<Record<WaitingHook['ours'], string>> = {
  yes: 'the gate',
  no: 'not by the gate: someone must continue it or roll it back',
  unclear: 'perhaps by the gate: ECS does not say at which of its stages the deployment waits',
};

const reasonLine = ({ container, verdict }: GateContainer): readonly string[] => {
  if (verdict.kind === 'trusted' || verdict.kind === 'exempt') return [];
  const image = visibleText(container.image ?? container.name);
  return [`${image}: ${verdict.kind} (${reasonOf(verdict) ?? ''}): ${visibleText(verdict.detail)}`];
};

/** Why it waits: what the gate would answer now, and the images that keep it from continuing. */
const whyOf = ({ hook, containers, forecast }: WaitingDeployment): readonly string[] => {
  if (containers === null || forecast === null)
    return hook.ours === 'no' ? [] : ['not known: its images could not be verified here'];
  const { answer, because } = forecast;
  const words = { continue: 'continues it', 'roll-back': 'rolls it back', wait: 'lets it wait' }[answer];
  return [`by what was found now, the gate ${words}: ${because}`, ...containers.flatMap(reasonLine)];
};

const announcedWords = (each: WaitingDeployment): readonly string[] => {
  if (each.hook.ours === 'no' || each.memory === 'unread') return [];
  const outcomes = announcedIn(each);
  if (outcomes === null) return ['nothing: the gate has not seen it yet'];
  return [outcomes.length === 0 ? 'nothing yet' : visibleText(outcomes.join(', '))];
};

const rows = (label: string, lines: readonly string[]): readonly string[] =>
  lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(13)}${line}`);

const nameOf = ({ serviceArn }: WaitingHook): string => visibleText(serviceArn.split('/').slice(-2).join('/'));

const renderWaiting = (each: WaitingDeployment, now: number): string =>
  [
    `${nameOf(each.hook)} waits at ${visibleText(each.hook.stage ?? 'a stage that ECS does not name')}`,
    ...rows('since', [renderSince(sinceOf(each), now)]),
    ...rows('until', [renderUntil(each.hook, now)]),
    ...rows('answered by', [ANSWERED_BY[each.hook.ours]]),
    ...rows('announced', announcedWords(each)),
    ...rows('why', whyOf(each)),
    ...rows('deployment', [visibleText(each.hook.deploymentArn)]),
    ...rows('hook', [visibleText(each.hook.hookId)]),
    '',
  ].join('\n');

const renderNothing = ({ clusters }: GateStatus): string => {
  if (clusters.length === 0) return 'Nothing waits: no cluster has a gate.\n';
  const where =
    clusters.length === 1 ? visibleText(clusters[0] ?? '') : `the ${clusters.length} clusters that have a gate`;
  return `Nothing waits: no service deployment in ${where} waits at a pause hook.\n`;
};

/** What waits, for people; an empty list says so. `now` in milliseconds since the epoch. */
export const renderStatus = (status: GateStatus, now: number): string =>
  status.waiting.length === 0
    ? renderNothing(status)
    : status.waiting.map((each) => renderWaiting(each, now)).join('\n');
