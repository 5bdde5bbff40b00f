import {
  DescribeServicesCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { awsRunningPorts, reportReadingPorts } from '../../../../cli/shared/running/running-ports';
import { verifierNames } from '../../../../contracts/naming/resource-names';
import { aDeployment } from '../../../support/deployment/deployment';
import { CLUSTER } from '../../../support/domain/domain';

const ecs = mockClient(ECSClient);
const sts = mockClient(STSClient);
const s3 = mockClient(S3Client);
const notCalled = (): Promise<never> => Promise.reject(new Error('not to be called'));
const tools = { run: notCalled, scratch: '/nowhere', throwIfInterrupted: () => undefined, cleanUp: notCalled };

beforeEach(() => {
  ecs.reset();
  sts.reset();
  sts.on(GetCallerIdentityCommand).resolves({ Account: aDeployment().account });
  s3.reset();
});

const refused = Object.assign(new Error('no'), { name: 'AccessDeniedException', $metadata: {} });

const serviceWithTags = (): void => {
  const tags = [
    { key: 'owner', value: 'by default' },
    { key: 'team', value: 'by team' },
  ];
  ecs.on(ListClustersCommand).resolves({ clusterArns: [CLUSTER] });
  ecs.on(ListServicesCommand).resolves({ serviceArns: [`${CLUSTER}/web`] });
  ecs.on(DescribeServicesCommand).resolves({ services: [{ clusterArn: CLUSTER, serviceName: 'web', tags }] });
  ecs.on(ListTasksCommand).resolves({ taskArns: [] });
};

describe('the ports of commands about everything that runs', () => {
  it.each([
    ['the tag of the sweep', { sweep: { ownerTag: 'team' } }, 'by team'],
    ['the tag owner where the sweep is off', { sweep: 'off' }, 'by default'],
  ])('list what runs, with owners by %s', async (_, fields, owner) => {
    serviceWithTags();
    const { takeInventory } = awsRunningPorts(aDeployment(fields), tools);
    expect(await takeInventory()).toMatchObject({ services: [{ name: 'web', owner }] });
  });

  it.each([
    ['another account', { Account: '999988887777' }, 'found one to 999988887777'],
    ['no account', {}, 'found one to none'],
  ])('list nothing with a login to %s, which would look as if nothing ran', async (_, identity, message) => {
    sts.on(GetCallerIdentityCommand).resolves(identity);
    await expect(awsRunningPorts(aDeployment(), tools).takeInventory()).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining(message) as unknown,
    });
    expect(ecs.calls()).toEqual([]);
  });

  it('name the call that ECS refuses', async () => {
    ecs.on(ListClustersCommand).rejects(refused);
    await expect(awsRunningPorts(aDeployment(), tools).takeInventory()).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('ecs:ListClusters') as unknown,
    });
  });

  it('read reports and trust documents from the buckets of the deployment', async () => {
    const deployment = aDeployment();
    const { bucket, reportBucket } = verifierNames(deployment);
    s3.on(GetObjectCommand).rejects(refused);
    const { readLatest, readTrustDocument } = reportReadingPorts(deployment);
    await expect(readLatest()).rejects.toMatchObject({ code: 'refused' });
    await expect(readTrustDocument('0f')).rejects.toThrow('s3:GetObject');
    expect(s3.commandCalls(GetObjectCommand).map(({ args: [{ input }] }) => input)).toMatchObject([
      { Bucket: reportBucket },
      { Bucket: bucket, Key: 'trust/0f.json' },
    ]);
  });
});
