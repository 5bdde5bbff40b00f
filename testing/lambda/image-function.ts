import { ToolsError } from '../tools/tools-error';
import { type HostedFunction, hostFunction } from './function-host';
import { startImageSandbox } from './image-sandbox';
import { buildahIn, readImageSettings } from './image-settings';
import { configurationVariables } from './lambda-environment';

/** A function as Lambda runs it from a container image. */
export interface ImageFunctionSettings {
  /** Name of the image in buildah's storage. */
  readonly image: string;
  /** The environment by which buildah finds its storage. */
  readonly builderEnvironment: NodeJS.ProcessEnv;
  readonly functionArn: string;
  /** The function's own settings, credentials and region. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** Told to the function, not enforced. */
  readonly memoryMb: number;
  /** As a function's image configuration may say. Default: the image's own. */
  readonly command?: readonly string[];
}

/**
 * Starts the program that an image names, by its own entry point and command, inside the image's file system, and speaks Lambda's
 * runtime API with it. As in Lambda the program is not root and may write to /tmp only; the network is this machine's. Needs root.
 * @throws FunctionInitError when it does not load, ToolsError when this process is not root's.
 */
export const startImageFunction = async (settings: ImageFunctionSettings): Promise<HostedFunction> => {
  if (process.getuid?.() !== 0)
    throw new ToolsError('not-root', 'running a function from an image needs root: start this with sudo');
  const { image, builderEnvironment, functionArn, memoryMb, timeoutSeconds } = settings;
  const buildah = buildahIn(builderEnvironment);
  const own = await readImageSettings(buildah, image);
  const command = [...own.entrypoint, ...(settings.command ?? own.command)];
  const name = functionArn.split(':').at(6) ?? '';
  const environment = { ...own.environment, ...configurationVariables({ name, memoryMb }), ...settings.environment };
  const sandbox = { image, buildah, builderEnvironment, functionArn, directory: own.directory, command, environment };
  return hostFunction({ timeoutSeconds, newSandbox: () => startImageSandbox(sandbox) });
};
