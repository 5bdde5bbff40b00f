import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { Construct } from 'constructs';
import type { Deployment } from '../../contracts/deployment/deployment';
import { notifyEnvironment } from '../../contracts/functions/notify-environment';
import {
  NOTIFY_CONCURRENCY,
  NOTIFY_MAX_RECEIVE_COUNT,
  NOTIFY_MEMORY_MEGABYTES,
  NOTIFY_TIMEOUT_SECONDS,
} from '../../contracts/functions/notify-limits';
import { verifierArns } from '../../contracts/naming/resource-arns';
import { functionNames, verifierNames } from '../../contracts/naming/resource-names';
import { policyDocument } from '../policy-document';
import { roleSettings } from '../role-settings';
import { denySendExceptFromRoles, noticeSenders, notifyStatements } from '../statements/notify-statements';
import { trustLambda } from '../statements/role-statements';
import { EncryptedQueue } from './encrypted-queue';
import { functionFromImage } from './function-from-image';
import type { LockedImage } from './locked-image';

/** Props of Notifications. */
export interface NotificationsProps {
  /** The deployment. Required. */
  readonly deployment: Deployment;
  /** The verifier's image. Required. */
  readonly image: LockedImage;
}

/** How many messages one invocation receives at most. */
const BATCH_SIZE = 10;

/** As AWS recommends. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const VISIBILITY_SECONDS = 6 * NOTIFY_TIMEOUT_SECONDS;

/** The notify queue, its dead-letter queue, and the function that sends findings and webhook messages. */
export class Notifications extends Construct {
  constructor(scope: Construct, id: string, { deployment, image }: NotificationsProps) {
    super(scope, id);
    const queue = this.addQueue(deployment);
    const target = this.addFunction(deployment, image);
    new LambdaEventSourceMapping(this, 'feed', {
      eventSourceArn: queue.queue.arn,
      functionName: target.functionName,
      batchSize: BATCH_SIZE,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: NOTIFY_CONCURRENCY },
    });
  }

  private addQueue(deployment: Deployment): EncryptedQueue {
    const [names, arns] = [verifierNames(deployment), verifierArns(deployment)];
    const keyArn = deployment.keys?.queue;
    const deadLetters = new EncryptedQueue(this, 'dead-letters', {
      name: names.notifyDeadLetters,
      arn: arns.notifyDeadLetters,
      keyArn,
      deadLettersOf: [arns.notifyQueue],
    });
    return new EncryptedQueue(this, 'queue', {
      name: names.notifyQueue,
      arn: arns.notifyQueue,
      keyArn,
      visibilitySeconds: VISIBILITY_SECONDS,
      retentionDays: 4,
      deadLetters: { queue: deadLetters, arn: arns.notifyDeadLetters, maxReceiveCount: NOTIFY_MAX_RECEIVE_COUNT },
      statements: [denySendExceptFromRoles(arns.notifyQueue, noticeSenders(deployment))],
    });
  }

  private addFunction(deployment: Deployment, image: LockedImage): LambdaFunction {
    const role = new IamRole(this, 'role', {
      name: functionNames(deployment, 'notify').role,
      ...roleSettings(deployment),
      assumeRolePolicy: policyDocument([trustLambda()]),
    });
    const own = new IamRolePolicy(this, 'own', {
      name: 'own',
      role: role.name,
      policy: policyDocument(notifyStatements(deployment)),
    });
    return functionFromImage(this, {
      deployment,
      name: 'notify',
      description: 'Sends findings to Security Hub, and verdicts to a webhook',
      image,
      roleArn: role.arn,
      memoryMegabytes: NOTIFY_MEMORY_MEGABYTES,
      timeoutSeconds: NOTIFY_TIMEOUT_SECONDS,
      variables: notifyEnvironment(deployment),
      lifecycle: image.lifecycle,
      after: [own],
    });
  }
}
