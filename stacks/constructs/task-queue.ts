import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import { Construct } from 'constructs';
import { functionArns, verifierArns } from '../../contracts/naming/resource-arns';
import type { Deployment } from '../../contracts/deployment/deployment';
import { ruleArns } from '../../contracts/deployment/rule-arns';
import { verifierNames } from '../../contracts/naming/resource-names';
import { LAUNCH_TIMEOUT_SECONDS, MAX_RECEIVE_COUNT } from '../../contracts/functions/launch-limits';
import { allowRulesToSend, denySendExceptFrom } from '../statements/queue-statements';
import { EncryptedQueue } from './encrypted-queue';

/** How many messages one invocation receives at most. */
const BATCH_SIZE = 10;

/**
 * AWS recommends six times the function's timeout.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const VISIBILITY_SECONDS = 6 * LAUNCH_TIMEOUT_SECONDS;

/** The sweep sends tasks that run. */
const sendingRoles = (deployment: Deployment): readonly string[] =>
  deployment.sweep === 'off' ? [] : [functionArns(deployment, 'sweep').role];

/** The queue between EventBridge and the launch function, and its dead-letter queue. */
export class TaskQueue extends Construct {
  readonly tasks: EncryptedQueue;
  readonly deadLetters: EncryptedQueue;

  constructor(
    scope: Construct,
    id: string,
    private readonly deployment: Deployment,
  ) {
    super(scope, id);
    const names = verifierNames(deployment);
    const arns = verifierArns(deployment);
    const rules = ruleArns(deployment);
    const keyArn = deployment.keys?.queue;
    this.deadLetters = new EncryptedQueue(this, 'dead-letters', {
      name: names.deadLetters,
      arn: arns.deadLetters,
      keyArn,
      deadLettersOf: [arns.queue],
    });
    this.tasks = new EncryptedQueue(this, 'tasks', {
      name: names.queue,
      arn: arns.queue,
      keyArn,
      visibilitySeconds: VISIBILITY_SECONDS,
      retentionDays: 4,
      deadLetters: { queue: this.deadLetters, arn: arns.deadLetters, maxReceiveCount: MAX_RECEIVE_COUNT },
      statements: [
        allowRulesToSend(arns.queue, rules),
        denySendExceptFrom(arns.queue, { rules, roles: sendingRoles(deployment) }),
      ],
    });
  }

  /**
   * Lets Lambda invoke a function with batches of the queue's messages. Each message of a batch can fail on its own.
   */
  feed(target: LambdaFunction): LambdaEventSourceMapping {
    return new LambdaEventSourceMapping(this, 'feed', {
      eventSourceArn: this.tasks.queue.arn,
      functionName: target.functionName,
      batchSize: BATCH_SIZE,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: this.deployment.launch.maximumConcurrency },
    });
  }
}
