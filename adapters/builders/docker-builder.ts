import { join } from 'node:path';
import { isDigest, type Digest } from '../../verification';
import { ToolError } from '../tool-error';
import type { Builder, BuiltImage, ImageBuild } from './builder';
import { errorLineOf } from './builder-failure';
import { parseRemoteManifest } from './remote-manifest';
import { exportStage } from './export-stage';
import { runTool, toolError, tryTool, type ScratchSettings, type ToolRun, type ToolSettings } from './run-tool';

const ABSENT = /manifest unknown|name unknown|\bnot found\b/i;
const PUSHED = /\bdigest: (sha256:[0-9a-f]{64})\b/;

const docker = (args: readonly string[], what: string): ToolRun => ({ command: 'docker', args, what });

/**
 * The arguments that build an image with docker buildx, as one manifest: provenance and SBOM would make it an index. `result` says where the
 * result goes.
 */
export const dockerBuildArguments = (image: ImageBuild, result: readonly string[]): readonly string[] => [
  'buildx',
  'build',
  '--provenance=false',
  '--sbom=false',
  `--platform=${image.platform}`,
  '--progress=plain',
  ...Object.entries(image.arguments).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
  '--file',
  join(image.context, image.dockerfile),
  ...result,
  image.context,
];

const inspecting =
  (settings: ToolSettings): Builder['inspect'] =>
  async (reference) => {
    const tool = docker(['buildx', 'imagetools', 'inspect', '--raw', reference], `inspecting ${reference}`);
    const result = await tryTool(settings, tool);
    if (result.kind === 'exited' && result.status === 0) return parseRemoteManifest(reference, result.stdout);
    if (result.kind === 'exited' && ABSENT.test(errorLineOf(result.stderr))) return undefined;
    throw toolError(tool, result);
  };

const copying =
  (settings: ToolSettings): Builder['copy'] =>
  async (source, destination) => {
    const what = `pushing to ${destination}`;
    // Otherwise docker would wrap a single manifest in an index instead of copying it bit by bit.
    const args = ['buildx', 'imagetools', 'create', '--prefer-index=false', '--tag', destination, source];
    await runTool(settings, docker(args, what));
    // docker does not print the digest, and someone may move the tag in the meantime.
    const copied = source.split('@')[1];
    const repository = destination.replace(/:[^:/]*$/, '');
    const found = await inspecting(settings)(copied === undefined ? destination : `${repository}@${copied}`);
    if (found !== undefined) return found.digest;
    throw new ToolError(
      'temporary',
      `${what}: the registry does not have the image that was just pushed: run this again`,
    );
  };

const pushing =
  (settings: ToolSettings): Builder['push'] =>
  async ({ location }, destination) => {
    const what = `pushing to ${destination}`;
    await runTool(settings, docker(['tag', location, destination], what));
    const printed = await runTool(settings, docker(['push', destination], what));
    const digest: string | undefined = PUSHED.exec(printed)?.[1];
    if (digest !== undefined && isDigest(digest)) return digest satisfies Digest;
    throw new ToolError('failed', `${what}: expected docker to print the digest that it pushed, found none`);
  };

/** Builds and moves images with docker and its plugin buildx. */
export const dockerBuilder = (own: ScratchSettings): Builder => {
  // BuildKit sets the times of an image to this one, so that the same inputs give the same digest where possible.
  const settings: ScratchSettings = { ...own, environment: { ...own.environment, SOURCE_DATE_EPOCH: '0' } };
  const build = async (image: ImageBuild): Promise<BuiltImage> => {
    const local = `image-trust/${image.name}:built`;
    const what = `building ${image.name}`;
    await runTool(settings, docker(dockerBuildArguments(image, ['--load', '--tag', local]), what));
    const size = await runTool(settings, docker(['image', 'inspect', '--format', '{{.Size}}', local], what));
    return { location: local, digest: undefined, bytes: Number(size.trim()) };
  };
  return {
    name: 'docker',
    build,
    exportStage: (image, stage) =>
      exportStage(settings, { command: 'docker', image, stage }, (result) => dockerBuildArguments(image, result)),
    push: pushing(settings),
    copy: copying(settings),
    inspect: inspecting(settings),
  };
};
