import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Builder, BuiltImage, ImageBuild, RemoteManifest } from './builder';
import { exportStage } from './export-stage';
import { parseRemoteManifest } from './remote-manifest';
import { runTool, type ScratchSettings, type ToolRun } from './run-tool';
import { skopeoInspect, skopeoMove } from './skopeo';
import { removingLeftovers } from './working-containers';

const layoutSchema = z.object({ manifests: z.tuple([z.object({ digest: z.string() })]) });

/** The manifest in an OCI layout that holds one image. */
const manifestIn = async (layout: string, name: string): Promise<RemoteManifest> => {
  const { manifests } = layoutSchema.parse(JSON.parse(await readFile(join(layout, 'index.json'), 'utf8')));
  const digest = manifests[0].digest;
  return parseRemoteManifest(`${name}@${digest}`, await readFile(join(layout, 'blobs', ...digest.split(':')), 'utf8'));
};

const HOST_PLATFORM = process.arch === 'arm64' ? 'linux/arm64' : 'linux/amd64';

/**
 * The arguments that build an image with podman or buildah. All times are zero, so that the same inputs give the same digest. `result` says
 * where the result goes.
 */
export const containersBuildArguments = (image: ImageBuild, result: readonly string[]): readonly string[] => [
  'build',
  '--layers',
  // Also after a failure; buildah's default is to keep the working containers then.
  '--force-rm',
  '--timestamp=0',
  `--platform=${image.platform}`,
  // buildah before 1.30 does not set it for FROM lines, and would run the compilers of the target platform.
  '--build-arg',
  `BUILDPLATFORM=${HOST_PLATFORM}`,
  ...Object.entries(image.arguments).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
  '--file',
  join(image.context, image.dockerfile),
  ...result,
  image.context,
];

/**
 * Builds with podman or buildah into a directory, and moves images with skopeo, since podman would rewrite manifests and so change the
 * digests of what it copies.
 */
export const containersBuilder = (name: 'podman' | 'buildah', settings: ScratchSettings): Builder => {
  const move = skopeoMove(settings);
  const removing = removingLeftovers(name, settings);
  const tool = (args: readonly string[], what: string): ToolRun => ({ command: name, args, what });
  const build = async (image: ImageBuild): Promise<BuiltImage> => {
    const local = `localhost/image-trust/${image.name}`;
    const layout = join(settings.scratch, `layout-${image.name}`);
    const what = `building ${image.name}`;
    await removing(image, (mark) =>
      runTool(settings, tool(containersBuildArguments(image, [...mark, '--tag', local]), what)),
    );
    await runTool(settings, tool(['push', '--quiet', local, `oci:${layout}:built`], what));
    const { digest, bytes } = await manifestIn(layout, image.name);
    return { location: `oci:${layout}:built`, digest, bytes };
  };
  return {
    name,
    build,
    exportStage: (image, stage) =>
      removing(image, (mark) =>
        exportStage(settings, { command: name, image, stage }, (result) =>
          containersBuildArguments(image, [...mark, ...result]),
        ),
      ),
    push: ({ location }, destination) => move(location, `docker://${destination}`),
    copy: (source, destination) => move(`docker://${source}`, `docker://${destination}`),
    inspect: skopeoInspect(settings),
  };
};
