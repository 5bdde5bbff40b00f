import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutRuleCommand, PutTargetsCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { VERDICT_EVENT_DETAIL_TYPE, VERDICT_EVENT_SOURCE } from '../../contracts/events/verdict-event';
import { clientSettings, type Caller } from './ask-aws';
import { ACCOUNT, REGION } from './deployment-files';

/** A queue of the test's own, by which it hears what others are told. */
export interface WatchedQueue {
  readonly arn: string;
  /** All messages that have come so far. */
  readonly heard: () => Promise<readonly string[]>;
}

const arnOf = (name: string): string => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

/** A queue by its URL; what is taken from it is deleted. */
export const watchedQueue = (caller: Caller, url: string): WatchedQueue => {
  const sqs = new SQSClient({ ...clientSettings(caller), useQueueUrlAsEndpoint: false });
  const takeSome = async (): Promise<readonly string[]> => {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }),
    );
    for (const { ReceiptHandle } of messages)
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    return messages.map(({ Body }) => Body ?? '');
  };
  const all: string[] = [];
  return {
    arn: arnOf(url.split('/').at(-1) ?? ''),
    heard: async () => {
      for (let some = await takeSome(); some.length > 0; some = await takeSome()) all.push(...some);
      return all;
    },
  };
};

const makeQueue = async (caller: Caller, name: string): Promise<WatchedQueue> => {
  const sqs = new SQSClient(clientSettings(caller));
  const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  return watchedQueue(caller, url);
};

/** Hears every event `Image Verdict` on the account's default bus. */
export const watchBus = async (caller: Caller): Promise<WatchedQueue> => {
  const queue = await makeQueue(caller, 'test-watches-bus');
  const events = new EventBridgeClient(clientSettings(caller));
  const pattern = { source: [VERDICT_EVENT_SOURCE], 'detail-type': [VERDICT_EVENT_DETAIL_TYPE] };
  await events.send(new PutRuleCommand({ Name: 'test-watches-bus', EventPattern: JSON.stringify(pattern) }));
  await events.send(new PutTargetsCommand({ Rule: 'test-watches-bus', Targets: [{ Id: 'queue', Arn: queue.arn }] }));
  return queue;
};

/** Hears every message of a topic. */
export const watchTopic = async (caller: Caller, topicArn: string): Promise<WatchedQueue> => {
  const queue = await makeQueue(caller, 'test-watches-topic');
  const sns = new SNSClient(clientSettings(caller));
  await sns.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: queue.arn,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  return queue;
};
