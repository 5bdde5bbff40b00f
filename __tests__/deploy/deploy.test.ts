import type { RecordedRequest } from '../../testing/gateway/recorded-request';
import { commitBases } from '../support/image/stand-in-bases';
import { changing } from './changing';
import type { DeployContext } from './deploy-context';
import { startDeployEnvironment, type DeployEnvironment } from './deploy-environment';
import { deployer } from './deployer';
import { deploying } from './deploying';
import { destroying } from './destroying';
import { sendingTaskEvents } from './emulated-ecs';
import { permissions } from './permissions';
import { reviewing } from './reviewing';
import { ARNS, runFunction } from './running-function';
import { noteStep, step, stepTable } from './step-table';
import { verifying, type FunctionContext } from './verifying';
import { watchBus, watchTopic } from './watched-queue';

describe('a deployment into an emulated AWS account', () => {
  let environment: DeployEnvironment;
  let context: DeployContext;
  let pushes: readonly RecordedRequest[];

  beforeAll(async () => {
    const since = performance.now();
    environment = await startDeployEnvironment([sendingTaskEvents(() => environment.admin)]);
    context = { environment, bases: await commitBases(environment.emulated, environment.buildah) };
    const provider = environment.variables['AWS_PROVIDER_VERSION'] ?? '';
    noteStep(`(AWS provider ${provider}, with the complete stacks)`, 0);
    noteStep('(setup: emulated AWS and base images)', (performance.now() - since) / 1_000);
  }, 900_000);

  afterAll(async () => {
    // A failed start has already stopped everything.
    await (environment as DeployEnvironment | undefined)?.stop();
    process.stderr.write(`\n${stepTable()}\n`);
  }, 60_000);

  deploying(() => context);

  describe('the deployed function', () => {
    let functionContext: FunctionContext | undefined;

    const getFunctionContext = (): FunctionContext => {
      if (functionContext === undefined) throw new Error('the function has not been started');
      return functionContext;
    };

    step('starts from the built image, with the settings that Terraform gave it', async () => {
      pushes = [...environment.emulated.gateway.requests];
      environment.emulated.gateway.forgetRequests();
      const [bus, topic] = [await watchBus(environment.admin), await watchTopic(environment.admin, ARNS.topic)];
      functionContext = { running: await runFunction(environment), bus, topic };
    });

    afterAll(() => functionContext?.running.stop());

    verifying(() => context, getFunctionContext);
    permissions(() => context, getFunctionContext);
  });

  reviewing(() => context);
  changing(() => context);
  destroying(() => context);
  deployer(
    () => context,
    () => pushes,
  );
});
