import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { FunctionName } from '../../contracts/functions/functions';
import { functionArns } from '../../contracts/naming/resource-arns';
import { functionNames } from '../../contracts/naming/resource-names';
import type { HostedFunction, Invocation } from '../../testing/lambda/function-host';
import { startImageFunction } from '../../testing/lambda/image-function';
import { environmentInImage } from '../support/image/launch-in-image';
import { VERIFIER_IMAGE } from '../support/image/verifier-image-builder';
import { assumeRole, callJsonApi, callRestApi, type Caller } from './call-aws';
import type { DeployEnvironment } from './deploy-environment';
import { PLACE, REGION } from './deployment-files';

const configurationShape = z.object({
  Role: z.string(),
  Timeout: z.number(),
  MemorySize: z.number(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
  ImageConfigResponse: z.object({ ImageConfig: z.object({ Command: z.array(z.string()) }) }),
});

type Configuration = z.infer<typeof configurationShape>;

/** A function that runs from the built image, with the settings and the role that Terraform gave it. */
export interface DeployedFunction {
  readonly instance: HostedFunction;
  /** The credentials of its role. */
  readonly role: Caller;
  /** Writes what it printed to its log group with its role, as Lambda does. */
  readonly writeLogs: (lines: Invocation['logs']) => Promise<void>;
}

const logWriter = async (name: FunctionName, role: Caller): Promise<DeployedFunction['writeLogs']> => {
  const stream = { logGroupName: functionNames(PLACE, name).logGroup, logStreamName: randomUUID() };
  const call = (action: string, input: object): Promise<unknown> =>
    callJsonApi(role, { service: 'logs', target: `Logs_20140328.${action}` }, { ...stream, ...input });
  await call('CreateLogStream', {});
  return async (lines) => {
    const logEvents = lines.map(({ text: message }) => ({ timestamp: Date.now(), message }));
    if (logEvents.length > 0) await call('PutLogEvents', { logEvents });
  };
};

const startInImage = (
  environment: DeployEnvironment,
  { name, role }: { readonly name: FunctionName; readonly role: Caller },
  configuration: Configuration,
): Promise<HostedFunction> =>
  startImageFunction({
    image: VERIFIER_IMAGE,
    builderEnvironment: environment.variables,
    functionArn: functionArns(PLACE, name).function,
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

/** Starts a deployed function. */
export const startDeployedFunction = async (
  environment: DeployEnvironment,
  name: FunctionName,
): Promise<DeployedFunction> => {
  const path = `/2015-03-31/functions/${functionNames(PLACE, name).function}/configuration`;
  const configuration = configurationShape.parse(await callRestApi(environment.admin, 'lambda', [path]));
  const role = await assumeRole(environment.admin, configuration.Role);
  const instance = await startInImage(environment, { name, role }, configuration);
  return { instance, role, writeLogs: await logWriter(name, role) };
};
