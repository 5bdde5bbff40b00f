import { GetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { type EmulatedAws, startAws } from '../../../testing/aws/emulated-aws';

let aws: EmulatedAws;

const settings = (maxAttempts = 1) => ({
  endpoint: aws.endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
  forcePathStyle: true,
  maxAttempts,
});
const readItem = (maxAttempts?: number) =>
  new DynamoDBClient(settings(maxAttempts)).send(
    new GetItemCommand({ TableName: 't', Key: { id: { S: 'x' } }, ConsistentRead: true }),
  );
const publish = () => new SNSClient(settings()).send(new PublishCommand({ TopicArn: 'arn', Message: 'text' }));

beforeAll(async () => {
  aws = await startAws({
    password: 'password',
    readManifest: () => {
      throw new Error('the registry is gone');
    },
  });
});

beforeEach(() => aws.clear());

afterAll(() => aws.stop());

describe('an injected failure', () => {
  it.each([
    ['DynamoDB', 'dynamodb', () => readItem()],
    ['SNS', 'sns', publish],
    ['S3', 's3', () => new S3Client(settings()).send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }))],
    ['ECR', 'ecr', () => new ECRClient(settings()).send(new GetAuthorizationTokenCommand())],
  ])('is reported in the protocol of %s', async (_, service, call) => {
    aws.fail({ service, code: 'AccessDeniedException', status: 403, message: 'not you' });
    await expect(call()).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('not you'),
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('applies at most `times` times, so that a client that retries succeeds', async () => {
    const fault = aws.fail({ service: 'dynamodb', action: 'GetItem', code: 'ServerException', status: 500, times: 2 });
    await expect(readItem(3)).resolves.toMatchObject({ $metadata: { attempts: 3 } });
    expect([fault.hits, aws.calls().length]).toEqual([2, 3]);
  });

  it('does not apply to other services and actions', async () => {
    const failure = { code: 'ThrottlingException', status: 400 };
    const faults = [aws.fail({ service: 'ecs', ...failure }), aws.fail({ action: 'PutItem', ...failure })];
    await readItem();
    expect(faults.map(({ hits }) => hits)).toEqual([0, 0]);
  });

  it('ends when it is removed, or when all faults are cleared', async () => {
    const failure = { service: 'sns', code: 'Throttling', status: 400 };
    aws.fail(failure).remove();
    await publish();
    aws.fail(failure);
    aws.clearFaults();
    await expect(publish()).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });
});

describe('an injected delay', () => {
  it('delays a call, which then succeeds', async () => {
    aws.delay({ service: 'sns', milliseconds: 200, times: 1 });
    const before = performance.now();
    await publish();
    const waited = performance.now() - before;
    await publish();
    expect(waited).toBeGreaterThan(190);
    expect(performance.now() - before - waited).toBeLessThan(190);
  });

  it('does not prevent the server from stopping', async () => {
    const other = await startAws({ password: 'password', readManifest: () => undefined });
    other.delay({ milliseconds: 60_000 });
    const client = new SNSClient({ ...settings(), endpoint: other.endpoint });
    const hanging = client
      .send(new PublishCommand({ TopicArn: 'arn', Message: 'text' }))
      .catch((error: unknown) => error);
    while (other.calls().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await other.stop();
    await expect(hanging).resolves.toBeInstanceOf(Error);
  });
});
