import { DescribeServiceRevisionsCommand, DescribeTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { revisionReader } from '../../../adapters/ecs/revision-containers';
import { digestOf } from '../../support/domain/domain';

describe('revisionReader', () => {
  const ecs = mockClient(ECSClient);
  const read = revisionReader(new ECSClient({}));

  beforeEach(() => {
    ecs.reset();
    const containerDefinitions = [{ name: 'web', image: 'web:1' }, { name: 'log', image: 'log:1' }, {}];
    ecs
      .on(DescribeTaskDefinitionCommand, { taskDefinition: 'web:7' })
      .resolves({ taskDefinition: { containerDefinitions } });
  });

  it('has every container of the task definition, and every image that the revision lists', async () => {
    const containerImages = [
      { containerName: 'web', image: 'web:1@sha256:…', imageDigest: digestOf('a') },
      { containerName: 'log', imageDigest: 'sha256:odd' },
      { containerName: 'agent', image: 'agent:1' },
      {},
    ];
    ecs
      .on(DescribeServiceRevisionsCommand, { serviceRevisionArns: ['r'] })
      .resolves({ serviceRevisions: [{ taskDefinition: 'web:7', containerImages }] });
    await expect(read('r')).resolves.toEqual([
      { name: 'web', image: 'web:1@sha256:…', imageDigest: digestOf('a') },
      { name: 'log', image: 'log:1', imageDigest: null },
      { name: '', image: null, imageDigest: null },
      { name: 'agent', image: 'agent:1', imageDigest: null },
      { name: '', image: null, imageDigest: null },
    ]);
  });

  it('knows no revision that is missing, and takes no other failure for that', async () => {
    ecs.on(DescribeServiceRevisionsCommand).resolves({ failures: [{ reason: 'MISSING' }] });
    await expect(read('r')).resolves.toBeUndefined();
    ecs.on(DescribeServiceRevisionsCommand).resolves({});
    await expect(read('r')).rejects.toThrow('ecs:DescribeServiceRevisions: expected r or MISSING, found undefined');
  });

  it('has no container where the task definition has none', async () => {
    ecs.on(DescribeServiceRevisionsCommand).resolves({ serviceRevisions: [{ taskDefinition: 'empty:1' }] });
    ecs.on(DescribeTaskDefinitionCommand, { taskDefinition: 'empty:1' }).resolves({});
    await expect(read('r')).resolves.toEqual([]);
  });
});
