import { DescribeTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { awsVerifyPorts } from '../../../../cli/commands/verify/verify-ports';
import { aTrustDocument, TRUST_SHA256 } from '../../../support/domain/domain';

const [ecs, sts] = [mockClient(ECSClient), mockClient(STSClient)];
const notCalled = (): Promise<never> => Promise.reject(new Error('not to be called'));
const tools = { run: notCalled, scratch: '/nowhere', throwIfInterrupted: () => undefined, cleanUp: notCalled };
const document = aTrustDocument();

describe('the ports of image-trust verify', () => {
  beforeEach(() => {
    for (const client of [ecs, sts]) client.reset();
    ecs.on(DescribeTaskDefinitionCommand).resolves({
      taskDefinition: { containerDefinitions: [{ name: 'web', image: 'registry.example/web:1' }] },
    });
  });

  it('read from ECS with a login to the account of the trust document, which is asked for once', async () => {
    sts.on(GetCallerIdentityCommand).resolves({ Account: document.account });
    const { readContainers } = awsVerifyPorts({ document, sha256: TRUST_SHA256 }, tools);
    await expect(readContainers('web:1')).resolves.toMatchObject([{ name: 'web' }]);
    await readContainers('web:2');
    expect(sts.calls()).toHaveLength(1);
  });

  it('read nothing with a login to another account, where the same names may mean something else', async () => {
    sts.on(GetCallerIdentityCommand).resolves({ Account: '999988887777' });
    const ports = awsVerifyPorts({ document, sha256: TRUST_SHA256 }, tools);
    const reads = [ports.readContainers('web:1'), ports.readRunning('shop'), ports.describeService('shop', 'web')];
    for (const read of reads)
      await expect(read).rejects.toMatchObject({
        code: 'refused',
        message: expect.stringContaining('found one to 999988887777') as unknown,
      });
    expect(ecs.calls()).toEqual([]);
  });
});
