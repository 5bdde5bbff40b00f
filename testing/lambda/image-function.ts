import { ToolsError } from '../tools/tools-error';
import { type HostedFunction, hostFunction } from './function-host';
import { startImageSandbox } from './image-sandbox';
import { buildahIn, readImageSettings } from './image-settings';
import { configurationVariables } from './lambda-environment';

/** The configuration of a function that is packaged as a container image. */
export interface ImageFunctionSettings {
  /** The image's name in buildah's storage. */
  readonly image: string;
  /** Buildah's environment, which names its storage. */
  readonly builderEnvironment: NodeJS.ProcessEnv;
  readonly functionArn: string;
  /** The function's own settings, credentials and region. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** Passed to the function, not enforced. */
  readonly memoryMb: number;
  /** Overrides the image's command. */
  readonly command?: readonly string[];
}

/**
 * Hosts a function from its image: starts the image's entry point and command in the image's file system and
 * provides Lambda's runtime API. As in Lambda, the program isn't root and can write to /tmp only. It uses
 * this machine's network.
 * @throws FunctionInitError when it doesn't load, ToolsError when this process doesn't run as root.
 */
export const startImageFunction = async (settings: ImageFunctionSettings): Promise<HostedFunction> => {
  if (process.getuid?.() !== 0)
    throw new ToolsError('not-root', 'running a function from an image requires root: use sudo');
  const { image, builderEnvironment, functionArn, memoryMb, timeoutSeconds } = settings;
  const buildah = buildahIn(builderEnvironment);
  const fromImage = await readImageSettings(buildah, image);
  const command = [...fromImage.entrypoint, ...(settings.command ?? fromImage.command)];
  const name = functionArn.split(':').at(6) ?? '';
  const environment = {
    ...fromImage.environment,
    ...configurationVariables({ name, memoryMb }),
    ...settings.environment,
  };
  const sandbox = {
    image,
    buildah,
    builderEnvironment,
    functionArn,
    directory: fromImage.directory,
    command,
    environment,
  };
  return hostFunction({ timeoutSeconds, newSandbox: () => startImageSandbox(sandbox) });
};
