import {
  answerHook,
  NEW_DEPLOYMENT,
  type Container,
  type Disposition,
  type GateAnnouncement,
  type GatedDeployment,
  type GateEntry,
  type GateLedger,
  type GateOutcome,
  type GatePorts,
  type Grant,
  type HookCase,
  type HookKey,
  type Verdict,
  type VerifyImage,
} from '../../../verification';
import { aContainer, aLoadedTrust, aTrusted, digestOf, MINUTE, NOW, type TrustDocumentFields } from '../domain/domain';
import { aHook, aServiceDeployment, FakeDeployment, REVISION } from './fake-deployment';

const keyOf = ({ deploymentArn, hookId }: HookKey): string => `${deploymentArn}#${hookId}`;

/** A ledger of the gate in memory, which gives other deliveries a turn at each call. */
export const fakeGateLedger = (): GateLedger & { readonly entries: Map<string, GateEntry> } => {
  const entries = new Map<string, GateEntry>();
  const deployments = new Map<string, GatedDeployment>();
  return {
    entries,
    recall: async (hook) => entries.get(keyOf(hook)),
    change: async (hook, change) => {
      await Promise.resolve();
      const next = change(entries.get(keyOf(hook)));
      entries.set(keyOf(hook), next);
      return next;
    },
    recallDeployment: async (arn) => deployments.get(arn) ?? NEW_DEPLOYMENT,
    changeDeployment: async (arn, change) => {
      const next = change(deployments.get(arn) ?? NEW_DEPLOYMENT);
      deployments.set(arn, next);
      return next;
    },
  };
};

/** What a gate is tried with. */
export interface FakeGateOptions {
  readonly deployment?: Parameters<typeof aServiceDeployment>[0];
  readonly containers?: readonly Container[];
  readonly trust?: TrustDocumentFields;
  readonly grants?: readonly Grant[];
  readonly ports?: Partial<GatePorts>;
}

/** The trust document of the tests: one gated stage, enforce mode. */
export const GATED: TrustDocumentFields = { mode: 'enforce', gate: { stages: ['PRE_SCALE_UP'], clusters: {} } };

/** The gate before a deployment of ECS's, with a clock that tests move. */
export class FakeGate {
  now = NOW;
  /** The verdict of every image whose digest has none of its own. */
  verdict: Verdict = aTrusted();
  readonly verdicts = new Map<string, Verdict>();
  grants: readonly Grant[];
  readonly ecs: FakeDeployment;
  readonly ledger = fakeGateLedger();
  readonly announced: (readonly [string, GateAnnouncement])[] = [];
  readonly leftAlone: string[] = [];
  readonly used: (readonly [string, string])[] = [];
  readonly waited: number[] = [];
  readonly verified: string[] = [];
  readonly ports: GatePorts;
  private readonly trust: HookCase['trust'];

  constructor({ deployment, containers = [aContainer()], trust, grants = [], ports }: FakeGateOptions = {}) {
    this.trust = aLoadedTrust({ ...GATED, ...trust });
    this.grants = grants;
    this.ecs = new FakeDeployment(aServiceDeployment(deployment), () => this.now);
    const revision = { arn: REVISION, taskDefinitionArn: 'web:7', containers };
    const verify =
      (how: string): VerifyImage =>
      async ({ image }) => {
        this.verified.push(how);
        return this.verdicts.get(image.digest) ?? this.verdict;
      };
    this.ports = {
      now: () => this.now,
      describeDeployment: async (arn) => (arn === this.ecs.describe().arn ? this.ecs.describe() : undefined),
      describeRevision: async () => revision,
      verifyImage: verify('remembered'),
      verifyAfresh: verify('afresh'),
      resolveTag: async () => ({ kind: 'resolved', digest: digestOf('f') }),
      answerHook: async ({ hookId }, action) => this.ecs.answer(hookId, action),
      readGrants: async () => this.grants,
      onGrantUsed: async ({ id }, usedBy) => void this.used.push([id, usedBy]),
      gateLedger: this.ledger,
      gateChannels: (['log', 'event', 'topic'] as const).map((name) => ({
        name,
        announcesFrom: name === 'log' ? ('recorded' as const) : ('reported' as const),
        announce: async (announcement) => void this.announced.push([name, announcement]),
      })),
      onLeftAlone: (_hook, reason) => void this.leftAlone.push(reason),
      onWaiting: (minutes) => void this.waited.push(minutes),
      ...ports,
    };
  }

  /** Delivers the event of a hook. */
  deliver(overrides: Partial<HookCase> = {}): Promise<Disposition> {
    const message = { hook: aHook(), remaining: () => MINUTE, attempt: 1, lastAttempt: 29, trust: this.trust };
    return answerHook({ ...message, ...overrides }, this.ports);
  }

  /** The outcomes that a channel announced, in order. */
  outcomes(channel = 'log'): readonly GateOutcome[] {
    return this.announced.flatMap(([name, { outcome }]) => (name === channel ? [outcome] : []));
  }
}

/** A gate whose images have this verdict. */
export const gateWith = (verdict: Verdict, options?: FakeGateOptions): FakeGate => {
  const gate = new FakeGate(options);
  gate.verdict = verdict;
  return gate;
};
