import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { eventAnnouncer } from '../../../adapters/responders';
import { parseContract } from '../../../contracts/schema/parse-contract';
import { verdictEventSchema } from '../../../contracts/events/verdict-event';
import { untrusted } from '../../../verification';
import { awsFailure } from '../../support/aws/aws-failure';
import { TASK } from '../../support/domain/domain';
import { announcementOf } from '../../support/domain/announcement';

const events = mockClient(EventBridgeClient);
const client = new EventBridgeClient({ region: 'eu-west-1' });
const announce = eventAnnouncer(client, 'dev');
const announcement = announcementOf(untrusted('revoked', 'Resource(s) have been revoked.'));

beforeEach(() => {
  events.reset();
});

describe('eventAnnouncer', () => {
  it('puts one event "Image Verdict" on the default bus, with a detail that follows the documented schema', async () => {
    events.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
    await announce(announcement);
    const entries = events.commandCalls(PutEventsCommand).flatMap(({ args }) => args[0].input.Entries ?? []);
    expect(entries).toEqual([
      { Source: 'ecs-image-trust', DetailType: 'Image Verdict', Resources: [TASK], Detail: expect.any(String) },
    ]);
    const detail: unknown = JSON.parse(entries[0]?.Detail ?? '');
    expect(parseContract(verdictEventSchema, detail, 'event')).toMatchObject({
      verdict: 'untrusted',
      reason: 'revoked',
    });
  });

  it('throws when EventBridge answers 200 but refuses the entry', async () => {
    const Entries = [{ ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' }];
    events.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries });
    await expect(announce(announcement)).rejects.toThrow(
      'events:PutEvents refused the event Image Verdict: ThrottlingException slow down',
    );
  });

  it('throws what EventBridge throws', async () => {
    events.on(PutEventsCommand).rejects(awsFailure('InternalException'));
    await expect(announce(announcement)).rejects.toThrow('the call failed');
  });
});
