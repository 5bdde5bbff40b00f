import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { type EmulatedAws, startAws } from '../../../testing/aws/emulated-aws';

let aws: EmulatedAws;

const settings = () => ({
  endpoint: aws.endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
  maxAttempts: 1,
});

beforeAll(async () => {
  aws = await startAws({ password: 'password', readManifest: () => undefined });
});

beforeEach(() => aws.clear());

afterAll(() => aws.stop());

describe('EventBridge', () => {
  const entry = { Source: 'image-trust', DetailType: 'Image Verdict', Detail: '{"kind":"untrusted"}' };
  const put = (...Entries: (typeof entry)[]) =>
    new EventBridgeClient(settings()).send(new PutEventsCommand({ Entries }));

  it('accepts entries and records them unchanged', async () => {
    const { FailedEntryCount, Entries } = await put(entry);
    expect([FailedEntryCount, typeof Entries?.[0]?.EventId]).toEqual([0, 'string']);
    expect(aws.calls({ action: 'PutEvents' })[0]?.input).toEqual({ Entries: [entry] });
  });

  it.each(['not JSON', '"text"', '[]', 'null'])(
    'refuses an entry whose detail is %s, and accepts the other one',
    async (Detail) => {
      const { FailedEntryCount, Entries } = await put({ ...entry, Detail }, entry);
      expect(FailedEntryCount).toBe(1);
      expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual(['MalformedDetail', undefined]);
    },
  );

  it('refuses as many entries as a test demands, in a response with status 200', async () => {
    aws.refuseEntries({ code: 'ThrottlingException', message: 'slow down', times: 1 });
    const { FailedEntryCount, Entries } = await put(entry, entry);
    expect(FailedEntryCount).toBe(1);
    expect(Entries?.[0]).toEqual({ ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' });
  });

  it('accepts entries again after the faults were cleared', async () => {
    aws.refuseEntries({ code: 'InternalFailure', message: 'out of order' });
    aws.clearFaults();
    await expect(put(entry)).resolves.toMatchObject({ FailedEntryCount: 0 });
  });
});

describe('SNS', () => {
  const message = {
    TopicArn: 'arn:aws:sns:eu-west-1:111122223333:verdicts',
    Subject: 'a verdict',
    Message: 'a & <b>\n',
  };
  const publish = (overrides: Partial<typeof message> = {}) =>
    new SNSClient(settings()).send(new PublishCommand({ ...message, ...overrides }));

  it('accepts a message and records it unchanged', async () => {
    const { MessageId } = await publish();
    expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
    expect(aws.calls({ service: 'sns' })[0]).toMatchObject({ action: 'Publish', input: message, region: 'eu-west-1' });
  });

  it.each([
    ['a subject of two lines', { Subject: 'one\ntwo' }],
    ['a subject of 101 characters', { Subject: 'x'.repeat(101) }],
    ['a subject beyond ASCII', { Subject: 'ü' }],
    ['an empty message', { Message: '' }],
    ['a message of more than 256 KB', { Message: 'x'.repeat(256 * 1024 + 1) }],
  ])('refuses %s', async (_, overrides) => {
    await expect(publish(overrides)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      $metadata: { httpStatusCode: 400 },
    });
  });
});
