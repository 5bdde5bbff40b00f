import type { Deployment } from '../../contracts/deployment/deployment';
import { useKeyThrough } from '../../contracts/iam/use-key-through';
import { arnOf, functionArns, verifierArns } from '../../contracts/naming/resource-arns';
import type { Place } from '../../contracts/naming/resource-names';
import type { Statement } from '../policy-document';
import { allow } from './allow';

/**
 * Lets EventBridge Scheduler assume a role for schedules of this account and region. AWS compares the group, not the
 * schedule. https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export const trustSchedules = (place: Place): Statement => ({
  Sid: 'AllowSchedulesOfThisAccount',
  Effect: 'Allow',
  Principal: { Service: 'scheduler.amazonaws.com' },
  Action: ['sts:AssumeRole'],
  Condition: {
    StringEquals: { 'aws:SourceAccount': place.account },
    ArnEquals: { 'aws:SourceArn': arnOf(place, 'scheduler', 'schedule-group/default') },
  },
});

/**
 * Lets the schedule begin the sweep, and keep what it could not deliver. Scheduler sends to the queue with the schedule's
 * role. https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
export const scheduleStatements = (deployment: Deployment): readonly Statement[] => [
  allow('BeginSweep', ['lambda:InvokeFunction'], [functionArns(deployment, 'sweep').function]),
  allow('KeepUndelivered', ['sqs:SendMessage'], [verifierArns(deployment).undelivered]),
  ...useKeyThrough(deployment, {
    service: 'sqs',
    keyArn: deployment.keys?.queue,
    actions: ['Decrypt', 'GenerateDataKey'],
  }),
];
