import type { RecordedRequest } from '../../testing/gateway/recorded-request';
import { commitBases } from '../support/image/stand-in-bases';
import { changing } from './changing';
import { startDeployWorld, type DeployWorld } from './deploy-environment';
import { deployer } from './deployer';
import { deploying } from './deploying';
import { destroying } from './destroying';
import { announcingTasks } from './emulated-ecs';
import { judging, type Listening } from './verifying';
import { permissions } from './permissions';
import { reviewing } from './reviewing';
import { ARNS, runFunction } from './running-function';
import { noteStep, step, stepTable } from './step-table';
import { watchBus, watchTopic } from './watched-queue';
import type { Story } from './story';

describe('a deployment into an emulated AWS', () => {
  let deploy: DeployWorld;
  let story: Story;
  let pushes: readonly RecordedRequest[];

  beforeAll(async () => {
    const since = performance.now();
    deploy = await startDeployWorld([announcingTasks(() => deploy.deployer)]);
    story = { deploy, bases: await commitBases(deploy.world, deploy.buildah) };
    const provider = deploy.environment['AWS_PROVIDER_VERSION'] ?? '';
    noteStep(`(AWS provider ${provider}, for which nothing is taken out of any stack)`, 0);
    noteStep('(an emulated AWS, and what the image is built from)', (performance.now() - since) / 1_000);
  }, 900_000);

  afterAll(async () => {
    // What could not be started has ended what it had started.
    await (deploy as DeployWorld | undefined)?.stop();
    process.stderr.write(`\n${stepTable()}\n`);
  }, 60_000);

  deploying(() => story);

  describe('the deployed function', () => {
    let listening: Listening | undefined;

    const theListening = (): Listening => {
      if (listening === undefined) throw new Error('nothing listens yet');
      return listening;
    };

    step('starts from the image that was built, with what Terraform gave it', async () => {
      pushes = [...deploy.world.gateway.requests];
      deploy.world.gateway.forgetRequests();
      const [bus, topic] = [await watchBus(deploy.deployer), await watchTopic(deploy.deployer, ARNS.topic)];
      listening = { running: await runFunction(deploy), bus, topic };
    });

    afterAll(() => listening?.running.stop());

    judging(() => story, theListening);
    permissions(() => story, theListening);
  });

  reviewing(() => story);
  changing(() => story);
  destroying(() => story);
  deployer(
    () => story,
    () => pushes,
  );
});
