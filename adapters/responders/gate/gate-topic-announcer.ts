import { PublishCommand } from '@aws-sdk/client-sns';
import type { GateChannel } from '../../../verification';
import type { TopicSettings } from '../topic-announcer';
import { toGateRecord } from './to-gate-record';
import { toGateMessage } from './gate-topic-message';

/** Publishes a message for people to the topic. Throws what the SDK throws. */
export const gateTopicAnnouncer =
  ({ client, topicArn, deployment }: TopicSettings): GateChannel['announce'] =>
  async (announcement) => {
    const { subject, message } = toGateMessage(toGateRecord(announcement, deployment));
    await client.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: message }));
  };
