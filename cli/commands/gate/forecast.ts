import {
  applyGrants,
  decideGate,
  endOfGrant,
  type GateContainer,
  type Grant,
  type HookAction,
  type Mode,
  type Verdict,
} from '../../../verification';
import type { KnownGrants } from './known-grants';

/** What the gate would do about a deployment, as far as it can be said now. */
export interface Forecast {
  readonly answer: HookAction | 'wait';
  /** Why: the end of a sentence. */
  readonly because: string;
  /** The break-glass grants that lift the response now; `unread` where they were not considered. */
  readonly grants: KnownGrants;
}

/** What the gate's answer follows from; `now` in milliseconds since the epoch. */
export interface ForecastCase {
  readonly mode: Mode;
  readonly clusterArn: string;
  readonly containers: readonly GateContainer[];
  readonly known: KnownGrants;
  readonly now: number;
}

const isUntrusted = ({ kind }: Verdict): boolean => kind === 'untrusted';

const whyContinued = ({ mode, containers }: ForecastCase, lifting: readonly Grant[]): string => {
  if (mode === 'audit')
    return containers.some(({ verdict }) => isUntrusted(verdict))
      ? 'the cluster is in mode audit, where an untrusted image is only reported'
      : 'the cluster is in mode audit';
  if (lifting.length === 0) return 'every image is trusted or exempt';
  const named = lifting.map((grant) => `${grant.id} (until ${new Date(endOfGrant(grant)).toISOString()})`);
  return `a break-glass grant is in force: ${named.join(', ')}`;
};

const whyItWaits = (verdicts: readonly Verdict[]): string => {
  if (verdicts.length === 0) return 'the revision has no container';
  return verdicts.some(isUntrusted)
    ? 'an image has more signatures than are examined, and those do not satisfy the policy'
    : 'an image could not be verified';
};

/** Foresees the answer of the gate: what it decides once an untrusted image was seen twice. */
export const forecastFor = (each: ForecastCase): Forecast => {
  const { mode, containers, known, now } = each;
  const { verdicts, grants } = applyGrants(containers, known === 'unread' ? [] : known, each);
  const settings = { confirmUnsignedAfterSeconds: 0 };
  const timed = verdicts.map((verdict) => ({ ...verdict, untrustedSince: now }));
  const decision = decideGate({ mode, containers: timed, now, settings });
  const used = known === 'unread' ? known : grants;
  switch (decision.kind) {
    case 'continue':
      return { answer: 'continue', because: whyContinued(each, grants), grants: used };
    case 'confirm':
    case 'roll-back':
      return { answer: 'roll-back', because: 'an image is untrusted', grants: used };
    case 'wait': {
      const blocking = verdicts.filter(({ isGranted }) => !isGranted).map(({ verdict }) => verdict);
      return { answer: 'wait', because: whyItWaits(blocking), grants: used };
    }
  }
};
