import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { Construct } from 'constructs';
import { MAIN } from '../deployment-stack';
import type { QueueRule } from '../event-rules';
import type { EncryptedQueue } from './encrypted-queue';

/** Props of RuleToQueue. */
export interface RuleToQueueProps {
  /** The rule. Required. */
  readonly rule: QueueRule;
  /** The queue that receives the events; its policy must allow the rule. Required. */
  readonly target: EncryptedQueue;
  /** The queue that receives what EventBridge could not deliver; its policy must allow the rule. Required. */
  readonly undelivered: EncryptedQueue;
}

/**
 * Sends the events that match a rule to a queue. Events go to another queue when EventBridge may not deliver them, or
 * cannot within a day.
 */
export class RuleToQueue extends Construct {
  constructor(scope: Construct, id: string, { rule, target, undelivered }: RuleToQueueProps) {
    super(scope, id);
    const { name } = new CloudwatchEventRule(this, MAIN, {
      name: rule.name,
      description: rule.description,
      eventPattern: JSON.stringify(rule.pattern),
    });
    new CloudwatchEventTarget(this, 'target', {
      rule: name,
      targetId: 'queue',
      arn: target.queue.arn,
      deadLetterConfig: { arn: undelivered.queue.arn },
      retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
      // SQS refuses events that arrive before the queue policy exists.
      dependsOn: [target.policy, undelivered.policy],
    });
  }
}
