import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { Construct } from 'constructs';
import type { Deployment } from '../../contracts/deployment/deployment';
import { verifierNames } from '../../contracts/naming/resource-names';
import { MAIN } from '../deployment-stack';
import { policyDocument } from '../policy-document';
import { roleSettings } from '../role-settings';
import { scheduleStatements, trustSchedules } from '../statements/schedule-statements';
import type { EncryptedQueue } from './encrypted-queue';

/** Props of SweepSchedule. */
export interface SweepScheduleProps {
  /** The deployment. Required. */
  readonly deployment: Deployment;
  /** After how many minutes the next sweep begins. Required. */
  readonly everyMinutes: number;
  /** The function that it invokes. Required. */
  readonly target: LambdaFunction;
  /** The queue that receives invocations that EventBridge Scheduler could not make. Required. */
  readonly undelivered: EncryptedQueue;
}

// AWS wants the singular for one, and shows hours more readably than minutes.
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
const rateOf = (minutes: number): string => {
  const [value, unit] = minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return `rate(${value} ${unit}${value === 1 ? '' : 's'})`;
};

/**
 * The input of each invocation: the sweep's id is the time for which it was scheduled, so that an invocation that is
 * repeated continues the same sweep.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
const INPUT = JSON.stringify({ version: 1, sweep: '<aws.scheduler.scheduled-time>' });

/** Begins a sweep regularly, with a role that may do nothing else. */
export class SweepSchedule extends Construct {
  constructor(scope: Construct, id: string, { deployment, everyMinutes, target, undelivered }: SweepScheduleProps) {
    super(scope, id);
    const names = verifierNames(deployment);
    const role = new IamRole(this, 'role', {
      name: names.scheduleRole,
      description: 'Lets EventBridge Scheduler begin the sweep',
      ...roleSettings(deployment),
      assumeRolePolicy: policyDocument([trustSchedules(deployment)]),
    });
    const own = new IamRolePolicy(this, 'own', {
      name: 'own',
      role: role.name,
      policy: policyDocument(scheduleStatements(deployment)),
    });
    new SchedulerSchedule(this, MAIN, {
      name: names.schedule,
      description: 'Verifies the images of everything that runs',
      scheduleExpression: rateOf(everyMinutes),
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.arn,
        roleArn: role.arn,
        input: INPUT,
        deadLetterConfig: { arn: undelivered.queue.arn },
        // The next sweep covers what this one would have.
        retryPolicy: { maximumEventAgeInSeconds: 900, maximumRetryAttempts: 5 },
      },
      dependsOn: [own, undelivered.policy],
    });
  }
}
