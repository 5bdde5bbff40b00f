import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Responder } from '../../verification';
import { toTopicMessage } from './topic-message';
import { toVerdictRecord } from './to-verdict-record';

/** The topic that messages are published to. */
export interface TopicSettings {
  readonly client: SNSClient;
  readonly topicArn: string;
  readonly deployment: string;
}

/** Publishes a message for people to the topic. Throws what the SDK throws. */
export const topicAnnouncer =
  ({ client, topicArn, deployment }: TopicSettings): Responder =>
  async (announcement) => {
    const { subject, message } = toTopicMessage(toVerdictRecord(announcement, deployment));
    await client.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: message }));
  };
