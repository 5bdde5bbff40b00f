import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Deployment } from '../../contracts/deployment/deployment';
import type { SweepSettings } from '../../contracts/deployment/sweep-field';
import type { EncryptedQueue } from './encrypted-queue';
import type { LockedCanaries } from './locked-canaries';
import type { LockedImage } from './locked-image';
import { ReportStore } from './report-store';
import { SweepFunction } from './sweep-function';
import { SweepSchedule } from './sweep-schedule';

/** Props of Sweep. */
export interface SweepProps {
  /** The deployment. Required. */
  readonly deployment: Deployment;
  /** When the sweep runs, and how long its reports are kept. Required. */
  readonly settings: SweepSettings;
  /** The verifier's image. Required. */
  readonly image: LockedImage;
  /** The object key of the trust document. Required. */
  readonly trustKey: string;
  /** The canary images that the function verifies. Default: none. */
  readonly canaries?: LockedCanaries | undefined;
  /** The queue that receives invocations that EventBridge Scheduler could not make. Required. */
  readonly undelivered: EncryptedQueue;
  /** What must exist before the function runs. Required. */
  readonly after: readonly ITerraformDependable[];
}

/** The sweep: its schedule, its function, and the bucket of its reports. */
export class Sweep extends Construct {
  constructor(scope: Construct, id: string, { settings, undelivered, after, ...parts }: SweepProps) {
    super(scope, id);
    const { deployment } = parts;
    const { everyMinutes, reportDays, ownerTag } = settings;
    const reports = new ReportStore(this, 'reports', { deployment, reportDays });
    const { function: target } = new SweepFunction(this, 'function', {
      ...parts,
      ownerTag,
      everyMinutes,
      after: [...reports.ready, ...after],
    });
    new SweepSchedule(this, 'schedule', { deployment, everyMinutes, target, undelivered });
  }
}
