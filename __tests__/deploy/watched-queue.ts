import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutRuleCommand, PutTargetsCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  EVENT_SOURCE,
  GATE_EVENT_DETAIL_TYPE,
  GRANT_EVENT_DETAIL_TYPE,
  VERDICT_EVENT_DETAIL_TYPE,
} from '../../contracts/events/event-types';
import { clientSettings, type Caller } from './call-aws';
import { ACCOUNT, REGION } from './deployment-files';

/** A queue of the test, which receives what the function announces. */
export interface WatchedQueue {
  readonly arn: string;
  /** All messages received so far. */
  readonly messages: () => Promise<readonly string[]>;
}

const arnOf = (name: string): string => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

/** Reads a queue by its URL; the messages are deleted from the queue. */
export const watchedQueue = (caller: Caller, url: string): WatchedQueue => {
  const sqs = new SQSClient({ ...clientSettings(caller), useQueueUrlAsEndpoint: false });
  const receiveSome = async (): Promise<readonly string[]> => {
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
    messages: async () => {
      for (let some = await receiveSome(); some.length > 0; some = await receiveSome()) all.push(...some);
      return all;
    },
  };
};

const createQueue = async (caller: Caller, name: string): Promise<WatchedQueue> => {
  const sqs = new SQSClient(clientSettings(caller));
  const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  return watchedQueue(caller, url);
};

const ANNOUNCED = [VERDICT_EVENT_DETAIL_TYPE, GATE_EVENT_DETAIL_TYPE, GRANT_EVENT_DETAIL_TYPE];

/** Receives every event that the function announces on the account's default bus. */
export const watchBus = async (caller: Caller): Promise<WatchedQueue> => {
  const queue = await createQueue(caller, 'test-watches-bus');
  const events = new EventBridgeClient(clientSettings(caller));
  const pattern = { source: [EVENT_SOURCE], 'detail-type': ANNOUNCED };
  await events.send(new PutRuleCommand({ Name: 'test-watches-bus', EventPattern: JSON.stringify(pattern) }));
  await events.send(new PutTargetsCommand({ Rule: 'test-watches-bus', Targets: [{ Id: 'queue', Arn: queue.arn }] }));
  return queue;
};

/** Receives every message of a topic. */
export const watchTopic = async (caller: Caller, topicArn: string): Promise<WatchedQueue> => {
  const queue = await createQueue(caller, 'test-watches-topic');
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
