import {
  DescribeServiceRevisionsCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  type ContainerDefinition,
  type ContainerImage,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { revisionDescriber } from '../../../adapters/ecs/describe-revision';
import { ecsFailure } from '../../support/aws/ecs-failure';
import { digestOf, TASK_DEFINITION } from '../../support/domain/domain';
import { REVISION } from '../../support/gate/fake-deployment';

const ecs = mockClient(ECSClient);
const describeRevision = revisionDescriber(new ECSClient({ region: 'eu-west-1' }));

beforeEach(() => {
  ecs.reset();
});

const answering = (
  containerImages: ContainerImage[] | undefined,
  containerDefinitions: ContainerDefinition[] | undefined,
): void => {
  ecs.on(DescribeServiceRevisionsCommand, { serviceRevisionArns: [REVISION] }).resolves({
    serviceRevisions: [
      { serviceRevisionArn: 'another', taskDefinition: 'other' },
      { serviceRevisionArn: REVISION, taskDefinition: TASK_DEFINITION, ...(containerImages && { containerImages }) },
    ],
  });
  ecs.on(DescribeTaskDefinitionCommand, { taskDefinition: TASK_DEFINITION }).resolves({
    taskDefinition: { ...(containerDefinitions && { containerDefinitions }) },
  });
};
const containers = async () => (await describeRevision(REVISION))?.containers;

describe('revisionDescriber', () => {
  it("joins the task definition's containers with the revision's images and digests", async () => {
    answering(
      [{ containerName: 'web', image: 'shop/web:1', imageDigest: digestOf('a') }],
      [{ name: 'web', image: 'shop/web:latest' }],
    );
    await expect(describeRevision(REVISION)).resolves.toEqual({
      arn: REVISION,
      taskDefinitionArn: TASK_DEFINITION,
      containers: [{ name: 'web', image: 'shop/web:1', imageDigest: digestOf('a') }],
    });
  });

  it('lets no incomplete list hide a container', async () => {
    const definitions = [
      { name: 'web', image: 'shop/web:1' },
      { name: 'side', image: 'shop/side:1' },
    ];
    const side = { name: 'side', image: 'shop/side:1', imageDigest: null };
    answering([{ containerName: 'web', imageDigest: digestOf('a') }], definitions);
    await expect(containers()).resolves.toEqual([
      { name: 'web', image: 'shop/web:1', imageDigest: digestOf('a') },
      side,
    ]);
    answering(undefined, definitions);
    await expect(containers()).resolves.toEqual([{ name: 'web', image: 'shop/web:1', imageDigest: null }, side]);
  });

  it('adds what only the revision lists, and keeps every image of one name', async () => {
    answering(
      [
        { containerName: 'web', image: 'shop/web:1', imageDigest: digestOf('a') },
        { containerName: 'web', image: 'evil/miner:1', imageDigest: digestOf('b') },
        { containerName: 'ecs-service-connect-x7Yk2' },
        {},
      ],
      [{ name: 'web', image: 'shop/web:1' }],
    );
    await expect(containers()).resolves.toEqual([
      { name: 'web', image: 'shop/web:1', imageDigest: digestOf('a') },
      { name: 'web', image: 'evil/miner:1', imageDigest: digestOf('b') },
      { name: 'ecs-service-connect-x7Yk2', image: null, imageDigest: null },
      { name: '', image: null, imageDigest: null },
    ]);
  });

  it('takes what is no digest for an unknown one, and a task definition without containers for empty', async () => {
    answering([{ containerName: 'web', image: 'x', imageDigest: 'sha512:aa' }], undefined);
    await expect(containers()).resolves.toEqual([{ name: 'web', image: 'x', imageDigest: null }]);
  });

  it.each<[string, () => void]>([
    [
      'the revision',
      () =>
        ecs
          .on(DescribeServiceRevisionsCommand)
          .resolves({ serviceRevisions: [], failures: [{ arn: REVISION, reason: 'MISSING' }] }),
    ],
    ['the service', () => ecs.on(DescribeServiceRevisionsCommand).rejects(ecsFailure('ServiceNotFoundException'))],
    [
      'the task definition',
      () => {
        answering([], []);
        const gone = ecsFailure('ClientException', 'Unable to describe task definition.');
        ecs.on(DescribeTaskDefinitionCommand).rejects(gone);
      },
    ],
  ])('knows that ECS no longer knows %s', async (_what, answer) => {
    answer();
    await expect(describeRevision(REVISION)).resolves.toBeUndefined();
  });

  it('throws what the SDK throws otherwise', async () => {
    ecs.on(DescribeServiceRevisionsCommand).rejectsOnce(ecsFailure('AccessDeniedException')).resolvesOnce({});
    await expect(describeRevision(REVISION)).rejects.toThrow('AccessDeniedException');
    await expect(describeRevision(REVISION)).rejects.toThrow('expected');
    answering([], []);
    for (const error of [
      ecsFailure('ClientException', 'Too many requests'),
      ecsFailure('ServerException', 'Unable to describe task definition'),
    ]) {
      ecs.on(DescribeTaskDefinitionCommand).rejects(error);
      await expect(describeRevision(REVISION)).rejects.toThrow(error);
    }
  });

  it('throws for a revision without a task definition', async () => {
    ecs.on(DescribeServiceRevisionsCommand).resolves({ serviceRevisions: [{ serviceRevisionArn: REVISION }] });
    await expect(describeRevision(REVISION)).rejects.toThrow('expected a task definition');
  });
});
