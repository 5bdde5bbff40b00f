import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { Construct } from 'constructs';
import { verifierArns } from '../../contracts/naming/resource-arns';
import { verifierNames, type Place } from '../../contracts/naming/resource-names';
import { MAIN } from '../deployment-stack';
import { allowRuleToSend } from '../statements/queue-statements';
import { EncryptedQueue } from './encrypted-queue';

// No clusters: a pattern holds about 28 cluster ARNs, and tasks of clusters that the deployment does not name are
// verified, too. STOPPED is for tasks so short that only their last event has a digest. Without account and region the
// rule would also match events that other accounts and regions send to the bus.
const patternOf = ({ account, region }: Place): string =>
  JSON.stringify({
    account: [account],
    region: [region],
    source: ['aws.ecs'],
    'detail-type': ['ECS Task State Change'],
    detail: { lastStatus: ['PROVISIONING', 'PENDING', 'RUNNING', 'STOPPED'] },
  });

/** Props of TaskEvents. */
export interface TaskEventsProps {
  /** The deployment. Required. */
  readonly place: Place;
  /** The queue that receives the events; its policy must allow the rule. Required. */
  readonly target: EncryptedQueue;
  /** The KMS key of the queue for undelivered events. Default: a key of SQS. */
  readonly keyArn?: string | undefined;
}

/**
 * Sends the state changes of all ECS tasks in the account and region to a queue. Events go to another queue when
 * EventBridge may not deliver them, or cannot within a day.
 */
export class TaskEvents extends Construct {
  readonly undelivered: EncryptedQueue;

  constructor(scope: Construct, id: string, { place, target, keyArn }: TaskEventsProps) {
    super(scope, id);
    const names = verifierNames(place);
    const arns = verifierArns(place);
    this.undelivered = new EncryptedQueue(this, 'undelivered', {
      name: names.undelivered,
      arn: arns.undelivered,
      keyArn,
      statements: [allowRuleToSend(arns.undelivered, arns.rule)],
    });
    const rule = new CloudwatchEventRule(this, MAIN, {
      name: names.rule,
      description: 'State changes of ECS tasks, for image verification',
      eventPattern: patternOf(place),
    });
    new CloudwatchEventTarget(this, 'target', {
      rule: rule.name,
      targetId: 'queue',
      arn: target.queue.arn,
      deadLetterConfig: { arn: this.undelivered.queue.arn },
      retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
      // SQS refuses events that arrive before the queue policy exists.
      dependsOn: [target.policy, this.undelivered.policy],
    });
  }
}
