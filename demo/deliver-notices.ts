import { verifierArns } from '../contracts/naming/resource-arns';
import { failedMessages } from '../testing/lambda/batch-response';
import type { Invocation } from '../testing/lambda/function-host';
import { sqsEvent } from '../testing/lambda/sqs-event';
import { DEMO_DEPLOYMENT, toDeployment } from './demo-deployment';
import type { DemoEnvironment } from './demo-environment';
import { takeNotices } from './run-sweep';

const QUEUE_ARN = verifierArns(toDeployment(DEMO_DEPLOYMENT)).notifyQueue;

/**
 * Delivers everything that waits in the queue of the notify function, one message at a time; returns its invocations.
 * @throws Error when the function does not finish with one of them.
 */
export const deliverNotices = async (
  environment: Pick<DemoEnvironment, 'aws' | 'startNotify'>,
): Promise<readonly Invocation[]> => {
  const instance = await environment.startNotify();
  const invocations: Invocation[] = [];
  try {
    for (const [index, body] of takeNotices(environment).entries()) {
      const message = { body, messageId: String(index) };
      const invocation = await instance.invoke(sqsEvent([message], { queueArn: QUEUE_ARN }));
      if (failedMessages(invocation, [message]).size > 0)
        throw new Error(`expected the notify function to finish with ${body}, found ${JSON.stringify(invocation)}`);
      invocations.push(invocation);
    }
    return invocations;
  } finally {
    await instance.stop();
  }
};
