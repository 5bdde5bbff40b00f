import { PublishCommand } from '@aws-sdk/client-sns';
import type { TopicSettings } from '../topic-announcer';
import type { GrantResponder } from './grant-recorder';
import { toGrantTopicMessage } from './grant-topic-message';
import { toBreakGlassRecord } from './to-break-glass-record';

/** Publishes a message for people to the topic. Throws what the SDK throws. */
export const grantTopicAnnouncer =
  ({ client, topicArn, deployment }: TopicSettings): GrantResponder =>
  async (announcement) => {
    const { subject, message } = toGrantTopicMessage(toBreakGlassRecord(announcement, deployment));
    await client.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: message }));
  };
