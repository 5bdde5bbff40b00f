import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { EmulatedAws } from '../../../testing/aws/emulated-aws';
import { startAwsAlone, wireSettings } from './wire-settings';

let aws: EmulatedAws;

beforeAll(async () => {
  aws = await startAwsAlone();
});

beforeEach(() => aws.clear());

afterAll(() => aws.stop());

describe('SQS', () => {
  const sqs = () => new SQSClient(wireSettings(aws));

  it('keeps sent messages for each queue until they are taken', async () => {
    const QueueUrl = aws.queueUrl('launch');
    await sqs().send(new SendMessageCommand({ QueueUrl, MessageBody: 'one' }));
    await sqs().send(new SendMessageCommand({ QueueUrl: aws.queueUrl('notify'), MessageBody: 'other' }));
    const Entries = ['two', 'three'].map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    const { Successful } = await sqs().send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(Successful?.map(({ Id }) => Id)).toEqual(['0', '1']);
    expect(aws.queues.take('launch').map(({ body }) => body)).toEqual(['one', 'two', 'three']);
    expect(aws.queues.take('launch')).toEqual([]);
    expect(aws.queues.take('notify')).toHaveLength(1);
  });

  it.each([
    ['more than 10 messages', Array.from({ length: 11 }, (_, id) => ({ Id: String(id), MessageBody: 'x' }))],
    ['two messages with one id', ['a', 'b'].map((MessageBody) => ({ Id: 'same', MessageBody }))],
    ['more than 1 MiB', ['a', 'b'].map((Id) => ({ Id, MessageBody: 'x'.repeat(600_000) }))],
  ])('refuses a batch of %s', async (_, Entries) => {
    const refused = sqs().send(new SendMessageBatchCommand({ QueueUrl: aws.queueUrl('launch'), Entries }));
    await expect(refused).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
    expect(aws.queues.take('launch')).toEqual([]);
  });
});

describe('Lambda', () => {
  const lambda = () => new LambdaClient(wireSettings(aws));
  const request = { FunctionName: 'demo-image-trust-sweep', Payload: Buffer.from('{"version":1}') };

  it('keeps asynchronous invocations until they are taken', async () => {
    const { StatusCode } = await lambda().send(new InvokeCommand({ ...request, InvocationType: 'Event' }));
    expect(StatusCode).toBe(202);
    expect(aws.invocations.take('another')).toEqual([]);
    const asked = [{ functionName: request.FunctionName, event: { version: 1 } }];
    expect([aws.invocations.take(request.FunctionName), aws.invocations.take(request.FunctionName)]).toEqual([
      asked,
      [],
    ]);
  });

  it('refuses invocations that wait for the function', async () => {
    await expect(lambda().send(new InvokeCommand(request))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('refuses a payload of more than 1 MiB', async () => {
    const Payload = Buffer.from(JSON.stringify('x'.repeat(1024 * 1024)));
    const refused = lambda().send(new InvokeCommand({ ...request, InvocationType: 'Event', Payload }));
    await expect(refused).rejects.toMatchObject({ name: 'RequestTooLargeException' });
  });
});

describe('Secrets Manager', () => {
  const SecretId = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:hook-AbCdEf';
  const read = () => new SecretsManagerClient(wireSettings(aws)).send(new GetSecretValueCommand({ SecretId }));

  it('returns the value of a secret that was added', async () => {
    aws.secrets.put(SecretId, '{"key":"k"}');
    await expect(read()).resolves.toMatchObject({ ARN: SecretId, Name: 'hook', SecretString: '{"key":"k"}' });
  });

  it('refuses to read a secret that does not exist', async () => {
    await expect(read()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
