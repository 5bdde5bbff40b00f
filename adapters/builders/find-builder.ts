import { ToolError } from '../tool-error';
import { BUILDER_NAMES, type Builder, type BuilderName } from './builder';
import { containersBuilder } from './containers-builder';
import { dockerBuilder } from './docker-builder';
import { tryTool, type ScratchSettings, type ToolSettings } from './run-tool';

/** The commands that must succeed before a builder counts as found, and what is missing when one fails. */
const PROBES: Readonly<Record<BuilderName, readonly (readonly [string, readonly string[], string])[]>> = {
  docker: [
    ['docker', ['--version'], 'not on PATH'],
    ['docker', ['buildx', 'version'], 'the buildx plugin is not installed'],
    ['docker', ['version', '--format', '{{.Server.Version}}'], 'the daemon does not respond'],
  ],
  podman: [
    ['podman', ['--version'], 'not on PATH'],
    ['skopeo', ['--version'], 'skopeo, which it needs for copying, is not on PATH'],
  ],
  buildah: [
    ['buildah', ['--version'], 'not on PATH'],
    ['skopeo', ['--version'], 'skopeo, which it needs for copying, is not on PATH'],
  ],
};

const missingFor = async (name: BuilderName, settings: ToolSettings): Promise<string | undefined> => {
  for (const [command, args, missing] of PROBES[name]) {
    const result = await tryTool(settings, { command, args, what: name });
    if (result.kind !== 'exited' || result.status !== 0) return missing;
  }
  return undefined;
};

/** The builder of a name, without checking that it works. */
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
 * Finds a builder that works: the wanted one, else the first of docker (with buildx), podman and buildah (both with skopeo).
 * @throws ToolError that says what is missing for each.
 */
export const findBuilder = async (settings: ToolSettings, wanted?: BuilderName): Promise<BuilderName> => {
  const problems: string[] = [];
  for (const name of wanted === undefined ? BUILDER_NAMES : [wanted]) {
    const missing = await missingFor(name, settings);
    if (missing === undefined) return name;
    problems.push(`${name}: ${missing}`);
  }
  const install = 'install docker with buildx, podman with skopeo, or buildah with skopeo';
  throw new ToolError('missing', `expected a builder that works, found none (${problems.join('; ')}): ${install}`);
};
