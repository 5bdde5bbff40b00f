import { BUILDER_NAMES, type Builder, type BuilderName } from './builder';
import { containersBuilder } from './containers-builder';
import { dockerBuilder } from './docker-builder';
import { tryTool, type ScratchSettings, type ToolSettings } from './run-tool';
import { ToolError } from '../tool-error';

/** What must answer before a builder counts as found, and what is missing when it does not. */
const PROBES: Readonly<Record<BuilderName, readonly (readonly [string, readonly string[], string])[]>> = {
  docker: [
    ['docker', ['--version'], 'not on PATH'],
    ['docker', ['buildx', 'version'], 'its plugin buildx is not installed'],
    ['docker', ['version', '--format', '{{.Server.Version}}'], 'its daemon does not answer'],
  ],
  podman: [
    ['podman', ['--version'], 'not on PATH'],
    ['skopeo', ['--version'], 'skopeo, which copies for it, is not on PATH'],
  ],
  buildah: [
    ['buildah', ['--version'], 'not on PATH'],
    ['skopeo', ['--version'], 'skopeo, which copies for it, is not on PATH'],
  ],
};

const missingFor = async (name: BuilderName, settings: ToolSettings): Promise<string | undefined> => {
  for (const [command, args, missing] of PROBES[name]) {
    const result = await tryTool(settings, { command, args, what: name });
    if (result.kind !== 'exited' || result.status !== 0) return missing;
  }
  return undefined;
};

/** The builder of a name; it is not asked whether it works. */
export const builderNamed = (name: BuilderName, settings: ScratchSettings): Builder => {
  switch (name) {
    case 'docker':
      return dockerBuilder(settings);
    case 'podman':
    case 'buildah':
      return containersBuilder(name, settings);
  }
};

/**
 * Finds a builder that works: the wanted one, or else the first of docker (with buildx), podman and buildah (both with skopeo).
 * @throws ToolError that tells of each what is missing.
 */
export const findBuilder = async (settings: ToolSettings, wanted?: BuilderName): Promise<BuilderName> => {
  const problems: string[] = [];
  for (const name of wanted === undefined ? BUILDER_NAMES : [wanted]) {
    const missing = await missingFor(name, settings);
    if (missing === undefined) return name;
    problems.push(`${name}: ${missing}`);
  }
  const install = 'install docker with buildx, podman with skopeo, or buildah with skopeo';
  throw new ToolError(
    'missing',
    `expected a program that builds images, found none (${problems.join('; ')}): ${install}`,
  );
};
