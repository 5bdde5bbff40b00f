import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EmulatedAws, startAws } from '../../../testing/aws/emulated-aws';
import { type HostedFunction, startFunction } from '../../../testing/lambda/function-host';
import { EmulatedQueue } from '../../../testing/lambda/emulated-queue';
import { createTemporaryDirectory, type TemporaryDirectory } from '../../../testing/process/temporary-directory';

const packageOf = (name: string): string => JSON.stringify(require.resolve(name));

// As in the product, no client is given an endpoint: the SDK takes it from the environment.
const FUNCTION = `
const { S3Client, GetObjectCommand } = require(${packageOf('@aws-sdk/client-s3')});
const { SQSClient, ChangeMessageVisibilityCommand } = require(${packageOf('@aws-sdk/client-sqs')});
const s3 = new S3Client({});
const sqs = new SQSClient({});
exports.handler = async ({ Records: [{ messageId, receiptHandle, attributes }] }) => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'trust', Key: 'trust/document.json' }));
  console.log(await Body.transformToString());
  if (attributes.ApproximateReceiveCount === '3') return { batchItemFailures: [] };
  const request = { QueueUrl: process.env.QUEUE_URL, ReceiptHandle: receiptHandle, VisibilityTimeout: 30 };
  await sqs.send(new ChangeMessageVisibilityCommand(request));
  return { batchItemFailures: [{ itemIdentifier: messageId }] };
};
`;

describe('a function with the emulated AWS', () => {
  let directory: TemporaryDirectory;
  let aws: EmulatedAws;
  let hosted: HostedFunction;

  beforeAll(async () => {
    directory = createTemporaryDirectory('function-with-aws');
    const bundle = join(directory.path, 'launch.js');
    writeFileSync(bundle, FUNCTION);
    aws = await startAws({ password: 'password', readManifest: () => undefined });
    const environment = {
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      QUEUE_URL: aws.queueUrl('launches'),
    };
    hosted = await startFunction({ bundle, handler: 'handler', environment, timeoutSeconds: 20, memoryMb: 1769 });
  });

  afterAll(async () => {
    await hosted.stop();
    await aws.stop();
    directory.remove();
  });

  it('calls AWS at the endpoint in its environment, and messages are redelivered after the timeout that it set', async () => {
    aws.putObject('trust', 'trust/document.json', Buffer.from('the document'));
    const queueArn = 'arn:aws:sqs:eu-west-1:111122223333:launches';
    const queue = new EmulatedQueue({
      queueArn,
      function: hosted,
      aws,
      visibilityTimeoutSeconds: 90,
      maxReceiveCount: 5,
    });
    queue.send('a');
    const start = queue.now;
    const deliveries = await queue.drain();
    expect(deliveries.map(({ at }) => (at - start) / 1000)).toEqual([0, 30, 60]);
    expect(deliveries[2]?.invocation.logs).toEqual([{ stream: 'stdout', text: 'the document' }]);
    expect([queue.messages, queue.deadLetters]).toEqual([[], []]);
    expect(aws.calls({ service: 'sqs' })).toHaveLength(2);
  });
});
