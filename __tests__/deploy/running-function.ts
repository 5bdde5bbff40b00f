import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { functionArns, verifierArns } from '../../contracts/naming/resource-arns';
import { functionNames, verifierNames } from '../../contracts/naming/resource-names';
import type { HostedFunction, Invocation } from '../../testing/lambda/function-host';
import { startImageFunction } from '../../testing/lambda/image-function';
import { environmentInImage } from '../support/image/image-launch';
import { VERIFIER_IMAGE } from '../support/image/image-build';
import { askByJson, askByPath, assumeRole, type Caller } from './ask-aws';
import { ACCOUNT, REGION } from './deployment-files';
import type { DeployWorld } from './deploy-environment';
import { startEventSource } from './event-source';

/** Where the deployment `dev` is. */
export const PLACE = { name: 'dev', partition: 'aws', account: ACCOUNT, region: REGION };

/** The names and ARNs of what the verifier stack made. */
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

/** The deployed function, running from its image as AWS would run it. */
export interface RunningFunction {
  /** The credentials that it has. */
  readonly role: Caller;
  /** From now on messages that come back are visible at once. */
  readonly hurry: () => void;
  readonly stop: () => Promise<void>;
}

/** Writes what the function wrote into its log group, as Lambda does, by the function's role. */
const logWriter = async (role: Caller): Promise<(lines: Invocation['logs']) => Promise<void>> => {
  const stream = { logGroupName: LAUNCH.names.logGroup, logStreamName: randomUUID() };
  const ask = (action: string, input: object): Promise<unknown> =>
    askByJson(role, { service: 'logs', target: `Logs_20140328.${action}` }, { ...stream, ...input });
  await ask('CreateLogStream', {});
  return async (lines) => {
    const logEvents = lines.map(({ text: message }) => ({ timestamp: Date.now(), message }));
    if (logEvents.length > 0) await ask('PutLogEvents', { logEvents });
  };
};

type Configuration = z.infer<typeof configurationShape>;

const startInImage = (deploy: DeployWorld, role: Caller, configuration: Configuration): Promise<HostedFunction> =>
  startImageFunction({
    image: VERIFIER_IMAGE,
    builderEnvironment: deploy.environment,
    functionArn: LAUNCH.arns.function,
    timeoutSeconds: configuration.Timeout,
    memoryMb: configuration.MemorySize,
    command: configuration.ImageConfigResponse.ImageConfig.Command,
    environment: {
      ...environmentInImage(deploy.world.processEnvironment),
      AWS_ENDPOINT_URL: deploy.deployer.endpoint,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: role.accessKeyId,
      AWS_SECRET_ACCESS_KEY: role.secretAccessKey,
      AWS_SESSION_TOKEN: role.sessionToken ?? '',
      ...configuration.Environment.Variables,
    },
  });

const mappingsShape = z.object({ EventSourceMappings: z.array(z.object({ UUID: z.string() })) });

// moto's own mapping only pretends to run the function, and swallows the messages: it is off while the test hands them on.
const switchMapping = async ({ deployer }: DeployWorld, enabled: boolean): Promise<void> => {
  const path = '/2015-03-31/event-source-mappings/';
  const { EventSourceMappings: mappings } = mappingsShape.parse(await askByPath(deployer, 'lambda', [path]));
  for (const { UUID } of mappings) await askByPath(deployer, 'lambda', [`${path}${UUID}`, { Enabled: enabled }]);
};

/** Starts the function from the image that was built, with the environment and the role that Terraform gave it, and feeds it the queue's messages. */
export const runFunction = async (deploy: DeployWorld): Promise<RunningFunction> => {
  const path = `/2015-03-31/functions/${LAUNCH.names.function}/configuration`;
  const configuration = configurationShape.parse(await askByPath(deploy.deployer, 'lambda', [path]));
  await switchMapping(deploy, false);
  const role = await assumeRole(deploy.deployer, configuration.Role);
  const instance = await startInImage(deploy, role, configuration);
  let hurried = false;
  const source = startEventSource({
    queueUrl: ARNS.queueUrl,
    queueArn: ARNS.queue,
    function: instance,
    role,
    onLogs: await logWriter(role),
    hurried: () => hurried,
  });
  return {
    role,
    hurry: () => {
      hurried = true;
    },
    stop: async () => {
      await source.stop();
      await instance.stop();
      await switchMapping(deploy, true);
    },
  };
};
