import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Responder } from '../../verification';
import { toVerdictRecord, type VerdictSource } from './to-verdict-record';
import { toTopicMessage } from './topic-message';

/** Which topic is told. */
export interface TopicSettings {
  readonly client: SNSClient;
  readonly topicArn: string;
  readonly source: VerdictSource;
}

/** Sends a message that a person can read to the topic. Throws what the SDK throws. */
export const topicAnnouncer =
  ({ client, topicArn, source }: TopicSettings): Responder =>
  async (announcement) => {
    const { subject, message } = toTopicMessage(toVerdictRecord(announcement, source));
    await client.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: message }));
  };
