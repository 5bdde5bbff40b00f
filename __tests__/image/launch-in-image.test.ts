import { running } from '../../offline/demo/one-container';
import { describeTask } from '../../offline/demo/task-description';
import type { HostedFunction } from '../../offline/lambda/function-host';
import { openWorkshop, type ImageWorkshop } from '../support/image-build';
import { startLaunchInImage } from '../support/image-launch';
import { LaunchWorld } from '../support/world-launch';

jest.setTimeout(60_000);

describe('the launch function inside its image', () => {
  let world: LaunchWorld;
  let workshop: ImageWorkshop;
  let instance: HostedFunction;

  beforeAll(async () => {
    world = await LaunchWorld.start();
    workshop = await openWorkshop(world.stage.world);
    await workshop.build();
    instance = await startLaunchInImage(world.stage, workshop);
  }, 600_000);

  afterAll(async () => {
    await instance.stop();
    await workshop.close();
    await world.stop();
  });

  it('trusts what is signed, by the notation, plugin and root certificate of the image', async () => {
    const scenery = world.scenery();
    const task = describeTask({ containers: [running('web', await scenery.pushSigned('good'))] });
    const { lines } = world.evidence(task, await world.deliver(instance, task));
    expect(lines).toMatchObject([{ verdict: 'trusted' }]);
  });

  it('reports what is not signed', async () => {
    const task = describeTask({ containers: [running('web', await world.scenery().push())] });
    const { lines, events } = world.evidence(task, await world.deliver(instance, task));
    expect(lines).toMatchObject([{ verdict: 'untrusted' }]);
    expect(events).toMatchObject([{ reason: 'unsigned', response: 'reported' }]);
  });
});
