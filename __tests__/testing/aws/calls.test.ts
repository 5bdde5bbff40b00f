import { BatchGetImageCommand, ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { DescribeTasksCommand, ECSClient, ListAttributesCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { FoundManifest, ManifestQuery } from '../../../testing/aws/ecr-images';
import { type EmulatedAws, startAws } from '../../../testing/aws/emulated-aws';

const MANIFEST: FoundManifest = {
  manifest: '{"schemaVersion":2}',
  mediaType: 'a/b',
  digest: `sha256:${'a'.repeat(64)}`,
};
const CLUSTER = 'arn:aws:ecs:eu-west-1:111122223333:cluster/main';
const TASK = 'arn:aws:ecs:eu-west-1:111122223333:task/main/0123456789abcdef';
const OWN = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };

let aws: EmulatedAws;
let queries: ManifestQuery[];

const settings = (region = 'eu-west-1') => ({ endpoint: aws.endpoint, region, credentials: OWN, maxAttempts: 1 });

beforeAll(async () => {
  aws = await startAws({
    password: 'pass:word',
    readManifest: (query) => {
      queries.push(query);
      return query.repository === 'app' ? MANIFEST : undefined;
    },
  });
});

beforeEach(() => {
  aws.clear();
  queries = [];
});

afterAll(() => aws.stop());

describe('every call', () => {
  it('is recorded with service, action, region, input, time, and whether it was signed', async () => {
    const before = Date.now();
    await new ECSClient(settings()).send(new DescribeTasksCommand({ cluster: CLUSTER, tasks: [TASK] }));
    const [call] = aws.calls({ service: 'ecs', action: 'DescribeTasks', region: 'eu-west-1' });
    const input = { cluster: CLUSTER, tasks: [TASK] };
    expect(call).toMatchObject({
      service: 'ecs',
      action: 'DescribeTasks',
      region: 'eu-west-1',
      input,
      authorized: true,
    });
    expect(call?.at).toBeGreaterThanOrEqual(before);
    expect(aws.calls({ service: 's3' })).toEqual([]);
  });

  it('is recorded, and refused by name when it is not emulated', async () => {
    const refused = new ECSClient(settings()).send(new ListAttributesCommand({ targetType: 'container-instance' }));
    await expect(refused).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: 'the emulated AWS does not support ecs:ListAttributes',
      $metadata: { httpStatusCode: 400 },
    });
    expect(aws.calls().map(({ action }) => action)).toEqual(['ListAttributes']);
  });

  it('is refused when it is not signed', async () => {
    const headers = { 'x-amz-target': 'AmazonSQS.ChangeMessageVisibility' };
    const { status } = await fetch(aws.endpoint, { method: 'POST', headers, body: '{}' });
    expect([status, aws.calls()[0]?.authorized]).toEqual([403, false]);
  });

  it('is refused when its input is invalid', async () => {
    const refused = new ECSClient(settings()).send(new DescribeTasksCommand({ cluster: CLUSTER, tasks: [] }));
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('S3', () => {
  const at = { Bucket: 'trust', Key: 'trust/a b+ü.json' };

  it('returns the bytes that a test or a client has put', async () => {
    const s3 = new S3Client({ ...settings(), forcePathStyle: true });
    aws.putObject(at.Bucket, at.Key, Buffer.from([0, 255, 1]));
    const first = await s3.send(new GetObjectCommand(at));
    expect(await first.Body?.transformToByteArray()).toEqual(new Uint8Array([0, 255, 1]));
    await s3.send(new PutObjectCommand({ ...at, Body: 'other' }));
    const second = await s3.send(new GetObjectCommand(at));
    expect(await second.Body?.transformToString()).toBe('other');
    await expect(s3.send(new HeadObjectCommand(at))).resolves.toMatchObject({ ContentLength: 5, ETag: second.ETag });
  });

  it('refuses to read a key that does not exist', async () => {
    const refused = new S3Client({ ...settings(), forcePathStyle: true }).send(new GetObjectCommand(at));
    await expect(refused).rejects.toMatchObject({ name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } });
  });
});

describe('ECS', () => {
  const containers = [{ name: 'app', image: 'app:1', imageDigest: MANIFEST.digest }];

  it.each([
    ['ARNs', CLUSTER, TASK],
    ['names', 'main', '0123456789abcdef'],
  ])('describes a task by %s', async (_, cluster, task) => {
    aws.putTask({ taskArn: TASK, clusterArn: CLUSTER, lastStatus: 'RUNNING', group: 'family:app', containers });
    const { tasks } = await new ECSClient(settings()).send(new DescribeTasksCommand({ cluster, tasks: [task] }));
    expect(tasks).toMatchObject([{ taskArn: TASK, desiredStatus: 'RUNNING', group: 'family:app', containers }]);
  });

  it('reports a task as missing, even if it exists in another cluster', async () => {
    aws.putTask({ taskArn: TASK, clusterArn: `${CLUSTER}2`, lastStatus: 'RUNNING', containers });
    const output = await new ECSClient(settings()).send(new DescribeTasksCommand({ cluster: CLUSTER, tasks: [TASK] }));
    expect(output).toMatchObject({ tasks: [], failures: [{ arn: TASK, reason: 'MISSING' }] });
  });

  it('sets the desired status and the reason of a task that is stopped', async () => {
    const ecs = new ECSClient(settings());
    aws.putTask({ taskArn: TASK, clusterArn: CLUSTER, lastStatus: 'RUNNING', containers });
    await ecs.send(new StopTaskCommand({ cluster: CLUSTER, task: TASK, reason: 'app is unsigned' }));
    const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster: CLUSTER, tasks: [TASK] }));
    expect(tasks).toMatchObject([
      { lastStatus: 'RUNNING', desiredStatus: 'STOPPED', stoppedReason: 'app is unsigned', containers },
    ]);
  });

  it('refuses to stop an unknown task, or to stop with a reason that is too long', async () => {
    const ecs = new ECSClient(settings());
    const unknown = ecs.send(new StopTaskCommand({ cluster: CLUSTER, task: TASK }));
    await expect(unknown).rejects.toMatchObject({ name: 'InvalidParameterException' });
    aws.putTask({ taskArn: TASK, clusterArn: CLUSTER, lastStatus: 'RUNNING', containers });
    const long = ecs.send(new StopTaskCommand({ cluster: CLUSTER, task: TASK, reason: 'x'.repeat(1025) }));
    await expect(long).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('ECR', () => {
  it('issues a token for the user AWS that expires after 12 hours, for the registry of the region', async () => {
    const { authorizationData } = await new ECRClient(settings('us-west-2')).send(new GetAuthorizationTokenCommand());
    const [data] = authorizationData ?? [];
    expect(Buffer.from(data?.authorizationToken ?? '', 'base64').toString()).toBe('AWS:pass:word');
    expect((data?.expiresAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(11.9 * 3_600_000);
    expect(data?.proxyEndpoint).toBe('https://111122223333.dkr.ecr.us-west-2.amazonaws.com');
  });

  it('returns the manifest of a tag or a digest, from the registry in the request', async () => {
    const imageIds = [{ imageTag: 'v1' }, { imageDigest: MANIFEST.digest }];
    const request = { registryId: '444455556666', repositoryName: 'app', imageIds };
    const { images, failures } = await new ECRClient(settings()).send(new BatchGetImageCommand(request));
    const found = { imageManifest: MANIFEST.manifest, imageManifestMediaType: 'a/b' };
    expect(images).toMatchObject([
      { ...found, registryId: '444455556666', imageId: { imageTag: 'v1', imageDigest: MANIFEST.digest } },
      { ...found, imageId: { imageDigest: MANIFEST.digest } },
    ]);
    expect(failures).toEqual([]);
    const place = { registryId: '444455556666', region: 'eu-west-1', repository: 'app' };
    expect(queries).toEqual([
      { ...place, image: { tag: 'v1' } },
      { ...place, image: { digest: MANIFEST.digest } },
    ]);
  });

  it.each([
    ['ImageNotFound', 'other', { imageTag: 'v1' }],
    ['ImageTagDoesNotMatchDigest', 'app', { imageTag: 'v1', imageDigest: `sha256:${'b'.repeat(64)}` }],
    ['MissingDigestAndTag', 'app', {}],
  ])('reports the failure %s', async (failureCode, repositoryName, imageId) => {
    const request = { repositoryName, imageIds: [imageId] };
    const { images, failures } = await new ECRClient(settings()).send(new BatchGetImageCommand(request));
    expect([images, failures]).toMatchObject([[], [{ failureCode, imageId }]]);
  });
});

describe('SQS', () => {
  it("accepts a change of visibility at the queue's URL", async () => {
    const QueueUrl = aws.queueUrl('launches');
    const request = { QueueUrl, ReceiptHandle: 'handle', VisibilityTimeout: 30 };
    await new SQSClient(settings()).send(new ChangeMessageVisibilityCommand(request));
    expect(QueueUrl).toBe(`${aws.endpoint}/111122223333/launches`);
    expect(aws.calls({ service: 'sqs' })).toMatchObject([{ action: 'ChangeMessageVisibility', input: request }]);
  });

  it('refuses a visibility timeout of more than twelve hours', async () => {
    const request = { QueueUrl: aws.queueUrl('launches'), ReceiptHandle: 'handle', VisibilityTimeout: 43_201 };
    const refused = new SQSClient(settings()).send(new ChangeMessageVisibilityCommand(request));
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
