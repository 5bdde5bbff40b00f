import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { clusterArn, REGION } from '../../demo/demo-account';
import { startService } from '../../demo/start-service';
import { startAwsAlone, wireSettings } from '../testing/aws/wire-settings';

describe('startService', () => {
  it('starts a service with its owner tag; returns one event for each task', async () => {
    const aws = await startAwsAlone();
    try {
      const service = { name: 'web', cluster: 'shop', owner: 'team-shop', tasks: 2, containers: [{ name: 'web' }] };
      const events = startService(aws, service);
      expect(events.map(({ task }) => task.group)).toEqual(['service:web', 'service:web']);
      const command = new DescribeServicesCommand({
        cluster: clusterArn('shop'),
        services: ['web'],
        include: ['TAGS'],
      });
      const { services } = await new ECSClient({ ...wireSettings(aws), region: REGION }).send(command);
      expect(services).toMatchObject([{ tags: [{ key: 'owner', value: 'team-shop' }] }]);
    } finally {
      await aws.stop();
    }
  });
});
