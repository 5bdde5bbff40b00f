import { type ChildProcess, execFileSync } from 'node:child_process';
import { whenProcessEnds } from '../process/process-end';
import type { Buildah } from './image-settings';
import { startInImage } from './image-process';
import { killTree } from '../process/process-tree';
import { RuntimeApi } from './runtime-api';
import type { FunctionError, InvocationRequest, Outcome } from './runtime-messages';
import { type LogLine, type Sandbox, waitForExit } from './sandbox';
import { OutputFiles } from './output-files';

/** What a sandbox of a function's image is started with. */
export interface ImageSandboxSettings {
  readonly image: string;
  readonly buildah: Buildah;
  /** Buildah's environment, which names its storage. */
  readonly builderEnvironment: NodeJS.ProcessEnv;
  readonly functionArn: string;
  readonly directory: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

interface SandboxParts {
  readonly container: string;
  readonly root: string;
  readonly api: RuntimeApi;
}

class ImageSandbox implements Sandbox {
  private readonly child: ChildProcess;
  private readonly output = new OutputFiles();
  private readonly exited: Promise<FunctionError>;
  private readonly end: () => void;
  private running = true;

  constructor(
    { command, directory, environment, builderEnvironment }: ImageSandboxSettings,
    private readonly parts: SandboxParts,
  ) {
    const { root, api, container } = parts;
    const variables = { ...environment, AWS_LAMBDA_RUNTIME_API: api.address };
    this.child = startInImage({ root, directory, command, environment: variables, output: this.output.descriptors });
    this.end = whenProcessEnds(() => {
      if (this.child.pid !== undefined && this.running) killTree(this.child.pid);
      execFileSync('buildah', ['rm', container], { env: builderEnvironment, stdio: 'ignore' });
    });
    this.exited = this.watchExit();
  }

  get alive(): boolean {
    return this.running;
  }

  load(): Promise<FunctionError | undefined> {
    return Promise.race([this.parts.api.loaded, this.exited]);
  }

  async invoke(request: InvocationRequest): Promise<Outcome> {
    const ended = this.exited.then((error): Outcome => ({ kind: 'failed', error }));
    return Promise.race([this.parts.api.invoke(request), ended]);
  }

  takeLines(): readonly LogLine[] {
    return this.output.takeLines();
  }

  async stop(): Promise<void> {
    if (this.child.pid !== undefined && this.running) killTree(this.child.pid);
    await this.exited;
  }

  private async watchExit(): Promise<FunctionError> {
    const error = await waitForExit(this.child);
    this.running = false;
    await this.parts.api.stop();
    this.end();
    this.output.close();
    return error;
  }
}

/** Starts a container of the image, and the image's program in it. */
export const startImageSandbox = async (settings: ImageSandboxSettings): Promise<Sandbox> => {
  const { buildah, image, functionArn } = settings;
  const container = await buildah('from', '--pull-never', image);
  const root = await buildah('mount', container);
  return new ImageSandbox(settings, { container, root, api: await RuntimeApi.start(functionArn) });
};
