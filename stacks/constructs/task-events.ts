import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { Construct } from 'constructs';
import { verifierArns } from '../../contracts/naming/resource-arns';
import { verifierNames, type Place } from '../../contracts/naming/resource-names';
import { MAIN } from '../deployment-stack';
import { acceptFromRule } from '../statements/queue-statements';
import { EncryptedQueue } from './encrypted-queue';

// No clusters: a pattern holds about 28 cluster ARNs, and those that the deployment does not name are judged too. STOPPED is there for tasks so
// short that only their last event has a digest.
const PATTERN = {
  source: ['aws.ecs'],
  'detail-type': ['ECS Task State Change'],
  detail: { lastStatus: ['PROVISIONING', 'PENDING', 'RUNNING', 'STOPPED'] },
};

/** What the events are told. */
export interface TaskEventsProps {
  /** The deployment. Required. */
  readonly place: Place;
  /** The queue that takes the events; its policy must accept the rule. Required. */
  readonly target: EncryptedQueue;
}

/** The state changes of all ECS tasks in the region, sent to one queue; what cannot be sent within a day is kept in another. */
export class TaskEvents extends Construct {
  readonly undelivered: EncryptedQueue;

  constructor(scope: Construct, id: string, { place, target }: TaskEventsProps) {
    super(scope, id);
    const names = verifierNames(place);
    const arns = verifierArns(place);
    this.undelivered = new EncryptedQueue(this, 'undelivered', {
      name: names.undelivered,
      arn: arns.undelivered,
      statements: [acceptFromRule(arns.undelivered, arns.rule)],
    });
    const rule = new CloudwatchEventRule(this, MAIN, {
      name: names.rule,
      description: 'State changes of ECS tasks, for image trust',
      eventPattern: JSON.stringify(PATTERN),
    });
    new CloudwatchEventTarget(this, 'target', {
      rule: rule.name,
      targetId: 'queue',
      arn: target.queue.arn,
      deadLetterConfig: { arn: this.undelivered.queue.arn },
      retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
      // An event before its policy would be refused.
      dependsOn: [target.policy, this.undelivered.policy],
    });
  }
}
