import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { notifyAnnouncer } from '../../../adapters/responders';
import { parseNotice } from '../../../contracts/events/notice';
import { announcementOf } from '../../support/domain/announcement';
import { anUntrusted, aTask, TASK_DEFINITION } from '../../support/domain/domain';
import { aVerdictEvent } from '../../support/notify/a-verdict';

const sqs = mockClient(SQSClient);
const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/dev-image-trust-notify';
const announce = notifyAnnouncer({ client: new SQSClient({ region: 'eu-west-1' }), queueUrl, deployment: 'dev' });
const task = aTask({ group: 'service:web', taskDefinitionArn: TASK_DEFINITION });
const announcement = announcementOf(anUntrusted('unsigned', 'no signature was found'), { task });

beforeEach(() => sqs.reset());

describe('notifyAnnouncer', () => {
  it('sends the event that is put on the bus once for each target', async () => {
    sqs.on(SendMessageBatchCommand).resolves({ Failed: [] });
    await announce(announcement);
    const [input, ...others] = sqs.commandCalls(SendMessageBatchCommand).map(({ args }) => args[0].input);
    expect([input?.QueueUrl, others]).toEqual([queueUrl, []]);
    const about = { verdict: aVerdictEvent(), service: 'web', taskDefinition: TASK_DEFINITION };
    expect(input?.Entries?.map(({ MessageBody = '' }) => parseNotice(MessageBody))).toEqual([
      { kind: 'verdict', target: 'security-hub', ...about },
      { kind: 'verdict', target: 'webhook', ...about },
    ]);
    expect(new Set(input?.Entries?.map(({ Id }) => Id)).size).toBe(2);
  });

  it('throws when SQS answers 200 but refuses a message', async () => {
    sqs.on(SendMessageBatchCommand).resolves({ Failed: [{ Id: '1', Code: 'InternalError', SenderFault: false }] });
    await expect(announce(announcement)).rejects.toThrow('sqs:SendMessageBatch refused 1 of 2: InternalError');
  });

  it('sends nothing that only the log has', async () => {
    await announce({ ...announcement, outcome: 'recorded' });
    expect(sqs.calls()).toEqual([]);
  });
});
