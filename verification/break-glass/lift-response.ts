import { answerNotDone, toAnswer, type Answer, type Known, type ResponseCase } from '../answer';
import type { PlannedResponse } from '../decide-response';
import { DONE, retryLater } from '../disposition';
import { endOfGrant, findGrant, type Grant, type GrantPorts } from './grant';
import type { Intervention } from '../intervention';

/** What lifting a response needs. */
export interface LiftPorts extends GrantPorts {
  readonly now: () => number;
}

/** A verdict and the response that is planned for it. */
export interface PlannedVerdict {
  readonly known: Known;
  readonly response: PlannedResponse;
}

/** What a response does, at once or after a confirmation; undefined if it only records or reports. */
const interventionOf = (response: PlannedResponse): Intervention | undefined => {
  switch (response.kind) {
    case 'confirm':
      return response.before;
    case 'stop':
    case 'roll-back':
      return response.kind;
    case 'record':
    case 'report':
      return undefined;
  }
};

/** The id of the grant that lifts the response, and the grant itself unless the table no longer has it. */
interface Lift {
  readonly id: string;
  readonly grant: Grant | undefined;
}

/** What lifts the response: the grant that did so before, even if it has ended since, else one in force. */
const liftFor = async (
  { entry, verified }: Known,
  { task: { clusterArn } }: ResponseCase,
  { readGrants, now }: LiftPorts,
): Promise<Lift | undefined> => {
  const grants = await readGrants(clusterArn);
  if (entry.grant !== undefined) return { id: entry.grant, grant: grants.find(({ id }) => id === entry.grant) };
  // The time after the reading counts: a grant that ended meanwhile is not used.
  const grant = findGrant(grants, { clusterArn, verified }, now());
  return grant && { id: grant.id, grant };
};

const noteOn = (grant: Grant): string =>
  `A break-glass grant (${grant.id}) lifts the response until ${new Date(endOfGrant(grant)).toISOString()}.`;

const answerLifted = (known: Known, each: ResponseCase, { id, grant }: Lift): Answer =>
  toAnswer({ ...known, entry: { ...known.entry, grant: id } }, each, {
    outcome: 'break-glass',
    note: grant && noteOn(grant),
    disposition: DONE,
  });

/**
 * Lifts a response that would stop or roll back something, at once or after a confirmation, where a break-glass grant
 * covers the container; undefined where none does. What was lifted once stays lifted: the end of a grant stops nothing
 * that runs. While the grants cannot be read, nothing is stopped: the answer is a failed response, which is retried.
 */
export const liftResponse = async (
  { known, response }: PlannedVerdict,
  each: ResponseCase,
  ports: LiftPorts,
): Promise<Answer | undefined> => {
  const intervention = interventionOf(response);
  if (intervention === undefined) return undefined;
  try {
    const lift = await liftFor(known, each, ports);
    if (lift === undefined) return undefined;
    const answer = answerLifted(known, each, lift);
    if (lift.grant === undefined) return answer;
    return await ports.onGrantUsed(lift.grant, each.task.taskArn).then(
      () => answer,
      (failure: unknown) => ({ ...answer, failure }),
    );
  } catch (failure) {
    const due = { ...known, intervention };
    return answerNotDone(due, each, { obstacle: 'failure', disposition: retryLater(), failure });
  }
};
