import * as z from 'zod';
import { functionArns, verifierArns } from '../../contracts/naming/resource-arns';
import { functionNames, verifierNames } from '../../contracts/naming/resource-names';
import { callRestApi, type Caller } from './call-aws';
import type { DeployEnvironment } from './deploy-environment';
import { startDeployedFunction } from './deployed-function';
import { PLACE } from './deployment-files';
import { startEventSource } from './event-source';

/** The names and ARNs of the verifier stack's resources. */
export const [NAMES, ARNS] = [verifierNames(PLACE), verifierArns(PLACE)];

/** The names and ARNs of the launch function. */
export const LAUNCH = { names: functionNames(PLACE, 'launch'), arns: functionArns(PLACE, 'launch') };

/** The deployed function, running from its image as in Lambda. */
export interface RunningFunction {
  /** The credentials of its role. */
  readonly role: Caller;
  /** From now on, failed messages are retried at once, without back-off. */
  readonly retryAtOnce: () => void;
  readonly stop: () => Promise<void>;
}

const mappingsShape = z.object({ EventSourceMappings: z.array(z.object({ UUID: z.string() })) });

// moto's own mapping deletes messages without running the function, so it is disabled while the test delivers them.
const switchMapping = async ({ admin }: DeployEnvironment, enabled: boolean): Promise<void> => {
  const path = '/2015-03-31/event-source-mappings/';
  const { EventSourceMappings: mappings } = mappingsShape.parse(await callRestApi(admin, 'lambda', [path]));
  for (const { UUID } of mappings) await callRestApi(admin, 'lambda', [`${path}${UUID}`, { Enabled: enabled }]);
};

/** Starts the function from the built image, with the settings and the role that Terraform gave it, and delivers the queue's messages to it. */
export const runFunction = async (environment: DeployEnvironment): Promise<RunningFunction> => {
  await switchMapping(environment, false);
  const { instance, role, writeLogs } = await startDeployedFunction(environment, 'launch');
  let retriesAtOnce = false;
  const source = startEventSource({
    queueUrl: ARNS.queueUrl,
    queueArn: ARNS.queue,
    function: instance,
    role,
    onLogs: writeLogs,
    retriesAtOnce: () => retriesAtOnce,
  });
  return {
    role,
    retryAtOnce: () => {
      retriesAtOnce = true;
    },
    stop: async () => {
      await source.stop();
      await instance.stop();
      await switchMapping(environment, true);
    },
  };
};
