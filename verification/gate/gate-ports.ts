import type { ChannelOf } from '../announcement';
import type { Grant, ReadGrants } from '../break-glass/grant';
import type { DeploymentHook, HookAction, ServiceDeploymentPorts } from '../service-deployment';
import type { VerifyImage } from '../verify-image';
import type { GateAnnouncement } from './gate-announcement';
import type { GateLedger } from './gate-ledger';
import type { ResolveTag } from './resolve-tag';

/** A place where the gate's decisions are announced. */
export type GateChannel = ChannelOf<GateAnnouncement>;

/** The ports that announcing the gate's decisions needs; the channels are independent of each other. */
export interface GateAnnouncePorts {
  readonly gateLedger: GateLedger;
  readonly gateChannels: readonly GateChannel[];
}

/** The ports that verifying a revision needs. */
export interface VerifyRevisionPorts {
  readonly now: () => number;
  readonly verifyImage: VerifyImage;
  readonly resolveTag: ResolveTag;
}

/** The ports that answering a pause hook needs. */
export interface GatePorts extends ServiceDeploymentPorts, VerifyRevisionPorts, GateAnnouncePorts {
  /** Verifies without reusing a verdict: nothing is rolled back on old evidence. */
  readonly verifyAfresh: VerifyImage;
  /** Continues the deployment or rolls it back. Rejects when ECS did not do so, or did not say so. */
  readonly answerHook: (hook: DeploymentHook, action: HookAction) => Promise<void>;
  readonly readGrants: ReadGrants;
  /** Called when a grant continued a deployment; `usedBy` is the deployment's ARN. */
  readonly onGrantUsed: (grant: Grant, usedBy: string) => Promise<void>;
  /** Called when a hook is left alone, with the reason. */
  readonly onLeftAlone: (hook: DeploymentHook, reason: string) => void;
  /** Called at each attempt after which a deployment waits, with the minutes since the gate first saw its hook. */
  readonly onWaiting: (minutes: number) => void;
}
