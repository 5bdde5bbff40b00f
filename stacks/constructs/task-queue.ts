import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import { Construct } from 'constructs';
import { verifierArns } from '../../contracts/naming/resource-arns';
import type { Deployment } from '../../contracts/deployment/deployment';
import { verifierNames } from '../../contracts/naming/resource-names';
import { LAUNCH_TIMEOUT_SECONDS, MAX_RECEIVE_COUNT } from '../../contracts/functions/launch-limits';
import { acceptFromRule, denyAllButRule } from '../statements/queue-statements';
import { EncryptedQueue } from './encrypted-queue';

/** How many messages one invocation gets. */
const BATCH_SIZE = 10;

/** AWS asks for six times the function's time. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const VISIBILITY_SECONDS = 6 * LAUNCH_TIMEOUT_SECONDS;

/** The queue between EventBridge and the launch function, with the queue for events that could not be judged in hours. */
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
    this.deadLetters = new EncryptedQueue(this, 'dead-letters', {
      name: names.deadLetters,
      arn: arns.deadLetters,
      deadLettersOf: [arns.queue],
    });
    this.tasks = new EncryptedQueue(this, 'tasks', {
      name: names.queue,
      arn: arns.queue,
      visibilitySeconds: VISIBILITY_SECONDS,
      retentionDays: 4,
      deadLetters: { queue: this.deadLetters, arn: arns.deadLetters, maxReceiveCount: MAX_RECEIVE_COUNT },
      statements: [acceptFromRule(arns.queue, arns.rule), denyAllButRule(arns.queue, arns.rule)],
    });
  }

  /** Has Lambda hand the queue's messages to a function, in batches of which each message can fail for itself. */
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
