import type { RecordedRequest } from '../../testing/gateway/recorded-request';
import { commitBases } from '../support/image/stand-in-bases';
import { breakingGlass } from './breaking-glass';
import { changing } from './changing';
import { commandPermissions } from './command-permissions';
import type { DeployContext } from './deploy-context';
import type { DeployedFunction } from './deployed-function';
import { startDeployEnvironment, type DeployEnvironment } from './deploy-environment';
import { deployer } from './deployer';
import { deploying } from './deploying';
import { destroying } from './destroying';
import { sendingTaskEvents } from './emulated-ecs';
import { gating } from './gating';
import { notifyPermissions } from './notify-permissions';
import { notifying } from './notifying';
import { permissions } from './permissions';
import { reviewing } from './reviewing';
import { rollingBack } from './rolling-back';
import { ARNS, runFunction } from './running-function';
import { noteStep, step, stepTable } from './step-table';
import { sweepPermissions } from './sweep-permissions';
import { sweeping, type SweptContext } from './sweeping';
import { verifying, type FunctionContext } from './verifying';
import { watchBus, watchTopic, type WatchedQueue } from './watched-queue';

describe('a deployment into an emulated AWS account', () => {
  let environment: DeployEnvironment;
  let context: DeployContext;
  let pushes: readonly RecordedRequest[];
  let bus: WatchedQueue;
  let topic: WatchedQueue;
  const instances: FunctionContext[] = [];
  let swept: SweptContext | undefined;
  let notify: DeployedFunction | undefined;

  const getInstance = (): FunctionContext => {
    const instance = instances.at(-1);
    if (instance === undefined) throw new Error('the function has not been started');
    return instance;
  };

  const getSwept = (): SweptContext => {
    if (swept === undefined) throw new Error('the sweep function has not been started');
    return swept;
  };

  const getNotify = (): DeployedFunction => {
    if (notify === undefined) throw new Error('the notify function has not been started');
    return notify;
  };

  const startFunction = async (): Promise<void> => {
    instances.push({ running: await runFunction(environment), bus, topic });
  };

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
    step('starts from the built image, with the settings that Terraform gave it', async () => {
      pushes = [...environment.emulated.gateway.requests];
      environment.emulated.gateway.forgetRequests();
      bus = await watchBus(environment.admin);
      topic = await watchTopic(environment.admin, ARNS.topic);
      await startFunction();
    });

    afterAll(() => instances.at(-1)?.running.stop());

    verifying(() => context, getInstance);
    permissions(
      () => context,
      () => instances,
    );
  });

  reviewing(() => context);
  changing(() => context);

  describe('the deployed function with a gate and break-glass', () => {
    step('starts from the built image, with the settings that Terraform gave it', startFunction);

    afterAll(() => instances.at(-1)?.running.stop());

    gating(() => context, getInstance);
    breakingGlass(() => context, getInstance);
    rollingBack(() => context, getInstance);
    sweeping(
      () => context,
      getInstance,
      (done) => {
        swept = done;
      },
    );
    notifying(
      () => context,
      (started) => {
        notify = started;
      },
    );
    permissions(
      () => context,
      () => instances,
    );
    sweepPermissions(() => context, getSwept);
    notifyPermissions(() => context, getNotify);
    commandPermissions(
      () => context,
      () =>
        [...instances.map(({ running }) => running.role), getSwept().sweep.role, getNotify().role].map(
          ({ accessKeyId }) => accessKeyId,
        ),
    );
  });

  destroying(() => context);
  deployer(
    () => context,
    () => pushes,
  );
});
