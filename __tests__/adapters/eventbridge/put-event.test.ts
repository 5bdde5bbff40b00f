import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { putEvent } from '../../../adapters/eventbridge/put-event';
import { EVENT_SOURCE } from '../../../contracts/events/event-types';
import { awsFailure } from '../../support/aws/aws-failure';

const events = mockClient(EventBridgeClient);
const put = () =>
  putEvent(new EventBridgeClient({ region: 'eu-west-1' }), {
    detailType: 'Something',
    resource: 'arn:aws:x',
    detail: { a: 1 },
  });

beforeEach(() => {
  events.reset();
});

describe('putEvent', () => {
  it.each([[{ FailedEntryCount: 0 }], [{}]])('puts one event on the default bus: %j', async (answer) => {
    events.on(PutEventsCommand).resolves(answer);
    await put();
    const Entries = [{ Source: EVENT_SOURCE, DetailType: 'Something', Resources: ['arn:aws:x'], Detail: '{"a":1}' }];
    expect(events.commandCalls(PutEventsCommand).map(({ args }) => args[0].input)).toEqual([{ Entries }]);
  });

  it('throws when EventBridge answers 200 but refuses the entry', async () => {
    events.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'X', ErrorMessage: 'no' }] });
    await expect(put()).rejects.toThrow('events:PutEvents refused the event Something: X no');
  });

  it('throws what EventBridge throws', async () => {
    events.on(PutEventsCommand).rejects(awsFailure('InternalException'));
    await expect(put()).rejects.toThrow('the call failed');
  });
});
