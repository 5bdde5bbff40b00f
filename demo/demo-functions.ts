import type { Canaries } from '../contracts/deployment/canary-images';
import type { Deployment } from '../contracts/deployment/deployment';
import type { FunctionName } from '../contracts/functions/functions';
import { launchEnvironment } from '../contracts/functions/launch-environment';
import type { NotationPaths } from '../contracts/functions/verifying-environment';
import { LAUNCH_TIMEOUT_SECONDS } from '../contracts/functions/launch-limits';
import { notifyEnvironment } from '../contracts/functions/notify-environment';
import { NOTIFY_MEMORY_MEGABYTES, NOTIFY_TIMEOUT_SECONDS } from '../contracts/functions/notify-limits';
import { sweepEnvironment } from '../contracts/functions/sweep-environment';
import { SWEEP_MEMORY_MEGABYTES, SWEEP_TIMEOUT_SECONDS } from '../contracts/functions/sweep-limits';
import { functionNames } from '../contracts/naming/resource-names';
import { type HostedFunction, startFunction } from '../testing/lambda/function-host';
import { OWNER_TAG } from './demo-deployment';

/** What a function of the demo is started with. */
export interface DemoFunctionProps {
  readonly deployment: Deployment;
  /** The absolute path of the function's bundle. */
  readonly bundle: string;
  /** The object key of the trust document. */
  readonly trustKey: string;
  /** The canary images. Default: none. */
  readonly canaries?: Canaries | undefined;
  readonly paths: NotationPaths;
  /** The variables beside those of the stack. */
  readonly local: Readonly<Record<string, string>>;
}

/** The demo has no schedule: it begins sweeps one at a time, so that each may make all calls of ECS. */
const EVERY_MINUTES = 1440;

const configurationOf = (name: FunctionName, { deployment, trustKey, canaries, paths }: DemoFunctionProps) => {
  switch (name) {
    case 'launch':
      return {
        timeoutSeconds: LAUNCH_TIMEOUT_SECONDS,
        memoryMb: deployment.launch.memoryMegabytes,
        environment: launchEnvironment({ deployment, trustKey, canaries, paths }),
      };
    case 'sweep':
      return {
        timeoutSeconds: SWEEP_TIMEOUT_SECONDS,
        memoryMb: SWEEP_MEMORY_MEGABYTES,
        environment: sweepEnvironment({
          deployment,
          trustKey,
          ownerTag: OWNER_TAG,
          everyMinutes: EVERY_MINUTES,
          canaries,
          paths,
        }),
      };
    case 'notify':
      return {
        timeoutSeconds: NOTIFY_TIMEOUT_SECONDS,
        memoryMb: NOTIFY_MEMORY_MEGABYTES,
        environment: notifyEnvironment(deployment),
      };
  }
};

/** The name of a function of the demo, as Lambda knows it. */
export const functionNameOf = (deployment: Pick<Deployment, 'name'>, name: FunctionName): string =>
  functionNames(deployment, name).function;

/** Starts an instance of a function with the settings of its stack, time limit and memory. */
export const startDemoFunction = (name: FunctionName, props: DemoFunctionProps): Promise<HostedFunction> => {
  const { environment, ...limits } = configurationOf(name, props);
  const own = { AWS_LAMBDA_FUNCTION_NAME: functionNameOf(props.deployment, name) };
  const { bundle, local } = props;
  return startFunction({ ...limits, bundle, handler: 'handler', environment: { ...local, ...environment, ...own } });
};
