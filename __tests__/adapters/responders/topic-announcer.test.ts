import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { topicAnnouncer } from '../../../adapters/responders';
import { toVerdictRecord } from '../../../adapters/responders/to-verdict-record';
import { toTopicMessage } from '../../../adapters/responders/topic-message';
import { untrusted } from '../../../verification';
import { awsFailure } from '../../support/aws/aws-failure';
import { announcementOf } from '../../support/launch/launch-announcement';

const sns = mockClient(SNSClient);
const topicArn = 'arn:aws:sns:eu-west-1:111122223333:dev-image-trust';
const announce = topicAnnouncer({ client: new SNSClient({ region: 'eu-west-1' }), topicArn, deployment: 'dev' });
const announcement = announcementOf(untrusted('unsigned', 'no signature'));

beforeEach(() => {
  sns.reset();
});

describe('topicAnnouncer', () => {
  it('publishes subject and message to the topic', async () => {
    sns.on(PublishCommand).resolves({});
    await announce(announcement);
    const { subject, message } = toTopicMessage(toVerdictRecord(announcement, 'dev'));
    expect(sns.commandCalls(PublishCommand).map(({ args }) => args[0].input)).toEqual([
      { TopicArn: topicArn, Subject: subject, Message: message },
    ]);
  });

  it('throws what SNS throws', async () => {
    sns.on(PublishCommand).rejects(awsFailure('KMSAccessDeniedException'));
    await expect(announce(announcement)).rejects.toThrow('the call failed');
  });
});
