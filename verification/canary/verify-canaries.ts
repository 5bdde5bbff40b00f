import { decideResponse } from '../decide-response';
import { decideGate } from '../gate/decide-gate';
import { verifyRevision } from '../gate/verify-revision';
import type { VerifyRevisionPorts } from '../gate/gate-ports';
import type { RemainingTime } from '../remaining-time';
import { groupImages } from '../sweep/group-images';
import { verifyGroups } from '../sweep/verify-groups';
import { workloadKindFor } from '../task';
import type { LoadedTrust, Trust } from '../trust';
import { serviceFailed } from '../verdict';
import { verifyTask, type VerifiedContainer, type VerifyTaskPorts } from '../verify-task';
import { CANARY_KINDS, type Canaries, type CanaryDoor, type CanaryKind } from './canary';
import { compareAnswer, type CanaryAnswer, type CanaryResult } from './canary-result';
import { canaryTask } from './canary-task';

/** Canary images to be verified by a trust document within the remaining time. */
export interface CanariesToVerify {
  readonly canaries: Canaries;
  readonly trust: Trust;
  readonly remaining: RemainingTime;
}

type Loaded = CanariesToVerify & { readonly trust: LoadedTrust };

/** The ports that verifying canary images needs; nothing here can stop, write or announce anything. */
export type VerifyCanariesPorts = Pick<VerifyTaskPorts, 'now' | 'verifyImage'>;

const ENFORCE = 'enforce';

const NO_VERDICT = serviceFailed('tool-failed', 'there is no verdict on the canary image');

/** The comparisons of what a door answered, one for each canary image, whether or not the door has a verdict on it. */
const compare = (
  door: CanaryDoor,
  verified: readonly Pick<VerifiedContainer, 'container' | 'verdict'>[],
  actionFor: (found: Pick<VerifiedContainer, 'verdict'>) => string | null,
): readonly CanaryResult[] =>
  CANARY_KINDS.map((canary): CanaryAnswer => {
    const { verdict = NO_VERDICT } = verified.find(({ container }) => container.name === canary) ?? {};
    return { canary, door, verdict, action: actionFor({ verdict }) };
  }).map(compareAnswer);

const verifyAll = (each: Loaded, ports: VerifyCanariesPorts): Promise<readonly VerifiedContainer[]> => {
  const task = canaryTask(each.canaries, each.trust);
  // The task does not exist, and the digests are known.
  return verifyTask({ ...each, task }, each.trust, { ...ports, describeTask: () => Promise.resolve(undefined) });
};

/** Verifies the canary images as the sweep verifies what runs: grouped, and each image by its group's verdict. */
const atSweep = async (
  each: Loaded,
  { now, verifyImage: verifyAfresh }: VerifyCanariesPorts,
): Promise<readonly CanaryResult[]> => {
  const task = canaryTask(each.canaries, each.trust);
  const { groups, keyOf } = groupImages({ tasks: [task] }, each.trust, now());
  const verified = await verifyGroups(groups, each, { now, verifyAfresh });
  const byKey = new Map(verified.map(({ group, verified: found }) => [group.key, found]));
  const containers = task.containers.flatMap((container) => {
    const found = byKey.get(keyOf(container));
    return found === undefined ? [] : [{ container, verdict: found.verdict }];
  });
  return compare('sweep', containers, () => null);
};

/** Verifies the canary images as those of a task that starts in enforce mode, and decides, but carries nothing out. */
const atStart = async (each: Loaded, ports: VerifyCanariesPorts): Promise<readonly CanaryResult[]> => {
  const verified = await verifyAll(each, ports);
  const now = ports.now();
  const { responses: settings } = each.trust.document;
  return compare('start', verified, ({ verdict }) => {
    const situation = {
      verdict,
      mode: ENFORCE,
      workload: workloadKindFor(canaryTask(each.canaries, each.trust)),
      ending: false,
      attempt: 1,
      lastAttempt: 1,
      // As if it was seen before: the confirmation is due.
      firstSeen: now - settings.confirmUnsignedAfterSeconds * 1000,
      now,
      settings,
    } as const;
    return decideResponse(situation).kind;
  });
};

/** Verifies the canary images as the gate verifies those of a revision in enforce mode, and decides about each alone. */
const atGate = async (each: Loaded, ports: VerifyRevisionPorts): Promise<readonly CanaryResult[]> => {
  const { containers } = canaryTask(each.canaries, each.trust);
  const verified = await verifyRevision({ ...each, containers }, ports);
  const now = ports.now();
  const { responses: settings } = each.trust.document;
  const untrustedSince = now - settings.confirmUnsignedAfterSeconds * 1000;
  return compare(
    'gate',
    verified,
    ({ verdict }) =>
      decideGate({ mode: ENFORCE, containers: [{ verdict, isGranted: false, untrustedSince }], now, settings }).kind,
  );
};

const DOORS = { sweep: atSweep, start: atStart, gate: atGate } as const satisfies Readonly<
  Record<CanaryDoor, (each: Loaded, ports: VerifyRevisionPorts) => Promise<readonly CanaryResult[]>>
>;

const withoutTrust = (door: CanaryDoor, reason: string): readonly CanaryResult[] => {
  const verdict = serviceFailed('tool-failed', `the trust document cannot be used: ${reason}`);
  return CANARY_KINDS.map((canary: CanaryKind) => compareAnswer({ canary, door, verdict, action: null }));
};

/**
 * Verifies the canary images through one door and compares each answer with the right one: exactly one result for each
 * image. Nothing is stopped, rolled back, kept or announced. Without a usable trust document every result is wrong.
 */
export const verifyCanaries = async (
  door: CanaryDoor,
  each: CanariesToVerify,
  ports: VerifyCanariesPorts,
): Promise<readonly CanaryResult[]> => {
  const { trust } = each;
  switch (trust.kind) {
    case 'unusable':
      return withoutTrust(door, trust.reason);
    case 'loaded':
      return DOORS[door]({ ...each, trust }, { ...ports, resolveTag: refuseTag });
  }
};

const refuseTag: VerifyRevisionPorts['resolveTag'] = () =>
  Promise.reject(new Error('a canary image is named by its digest'));
