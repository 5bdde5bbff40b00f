import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { functionArns, verifierArns } from '../../contracts/naming/resource-arns';
import { functionNames, verifierNames } from '../../contracts/naming/resource-names';
import type { HostedFunction, Invocation } from '../../testing/lambda/function-host';
import { startImageFunction } from '../../testing/lambda/image-function';
import { environmentInImage } from '../support/image/launch-in-image';
import { VERIFIER_IMAGE } from '../support/image/verifier-image-builder';
import { callJsonApi, callRestApi, assumeRole, type Caller } from './call-aws';
import { ACCOUNT, REGION } from './deployment-files';
import type { DeployEnvironment } from './deploy-environment';
import { startEventSource } from './event-source';

/** The place of the deployment `dev`. */
export const PLACE = { name: 'dev', partition: 'aws', account: ACCOUNT, region: REGION };

/** The names and ARNs of the verifier stack's resources. */
export const [NAMES, ARNS] = [verifierNames(PLACE), verifierArns(PLACE)];

/** The names and ARNs of the launch function. */
export const LAUNCH = { names: functionNames(PLACE, 'launch'), arns: functionArns(PLACE, 'launch') };

const configurationShape = z.object({
  Role: z.string(),
  Timeout: z.number(),
  MemorySize: z.number(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
  ImageConfigResponse: z.object({ ImageConfig: z.object({ Command: z.array(z.string()) }) }),
});

/** The deployed function, running from its image as in Lambda. */
export interface RunningFunction {
  /** The credentials of its role. */
  readonly role: Caller;
  /** From now on, failed messages are retried at once, without back-off. */
  readonly retryAtOnce: () => void;
  readonly stop: () => Promise<void>;
}

/** Writes the function's output to its log group with the function's role, as Lambda does. */
const logWriter = async (role: Caller): Promise<(lines: Invocation['logs']) => Promise<void>> => {
  const stream = { logGroupName: LAUNCH.names.logGroup, logStreamName: randomUUID() };
  const call = (action: string, input: object): Promise<unknown> =>
    callJsonApi(role, { service: 'logs', target: `Logs_20140328.${action}` }, { ...stream, ...input });
  await call('CreateLogStream', {});
  return async (lines) => {
    const logEvents = lines.map(({ text: message }) => ({ timestamp: Date.now(), message }));
    if (logEvents.length > 0) await call('PutLogEvents', { logEvents });
  };
};

type Configuration = z.infer<typeof configurationShape>;

const startInImage = (
  environment: DeployEnvironment,
  role: Caller,
  configuration: Configuration,
): Promise<HostedFunction> =>
  startImageFunction({
    image: VERIFIER_IMAGE,
    builderEnvironment: environment.variables,
    functionArn: LAUNCH.arns.function,
    timeoutSeconds: configuration.Timeout,
    memoryMb: configuration.MemorySize,
    command: configuration.ImageConfigResponse.ImageConfig.Command,
    environment: {
      ...environmentInImage(environment.emulated.processEnvironment),
      AWS_ENDPOINT_URL: environment.admin.endpoint,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: role.accessKeyId,
      AWS_SECRET_ACCESS_KEY: role.secretAccessKey,
      AWS_SESSION_TOKEN: role.sessionToken ?? '',
      ...configuration.Environment.Variables,
    },
  });

const mappingsShape = z.object({ EventSourceMappings: z.array(z.object({ UUID: z.string() })) });

// moto's own mapping deletes messages without running the function, so it is disabled while the test delivers them.
const switchMapping = async ({ admin }: DeployEnvironment, enabled: boolean): Promise<void> => {
  const path = '/2015-03-31/event-source-mappings/';
  const { EventSourceMappings: mappings } = mappingsShape.parse(await callRestApi(admin, 'lambda', [path]));
  for (const { UUID } of mappings) await callRestApi(admin, 'lambda', [`${path}${UUID}`, { Enabled: enabled }]);
};

/** Starts the function from the built image, with the settings and the role that Terraform gave it, and delivers the queue's messages to it. */
export const runFunction = async (environment: DeployEnvironment): Promise<RunningFunction> => {
  const path = `/2015-03-31/functions/${LAUNCH.names.function}/configuration`;
  const configuration = configurationShape.parse(await callRestApi(environment.admin, 'lambda', [path]));
  await switchMapping(environment, false);
  const role = await assumeRole(environment.admin, configuration.Role);
  const instance = await startInImage(environment, role, configuration);
  let retriesAtOnce = false;
  const source = startEventSource({
    queueUrl: ARNS.queueUrl,
    queueArn: ARNS.queue,
    function: instance,
    role,
    onLogs: await logWriter(role),
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
