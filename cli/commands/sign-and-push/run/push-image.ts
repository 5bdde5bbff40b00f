import type { BuiltImage, RemoteManifest } from '../../../../adapters/builders/builder';
import { ToolFailure } from '../../../shared/failure';
import { formatBytes } from '../../../shared/progress';
import { pinnedSource, type BuildRecipe, type CopySource } from '../images/image-inputs';
import { toImageBuild } from '../images/stage-build';
import type { ImagePlan } from '../plan';
import { baseLine } from '../render-plan';
import type { RunTools } from './run-tools';

const inspectPushed = async (reference: string, { builder }: RunTools): Promise<RemoteManifest> => {
  const manifest = await builder.inspect(reference);
  if (manifest !== undefined) return manifest;
  throw new ToolFailure(
    'temporary',
    `${reference}: the registry does not have the image that was just pushed: run this again`,
  );
};

/**
 * The manifest that the tag names now, if it is the expected one. Any other is refused, even where tags are mutable: its origin is unknown,
 * and it would be signed.
 */
export const findExpected = async (
  destination: string,
  expected: string,
  { builder }: RunTools,
): Promise<RemoteManifest | undefined> => {
  const found = await builder.inspect(destination);
  if (found === undefined || found.digest === expected) return found;
  throw new ToolFailure(
    'refused',
    `${destination}: expected ${expected}, found that the tag already names ${found.digest}: either someone else pushed it, or an earlier run built it from other base images; inspect it, delete it from the repository, then run this again`,
  );
};

/** What was pushed must be what was built or copied: only then may it be signed. */
const checkSame = (destination: string, expected: string | undefined, pushed: string): void => {
  if (expected === pushed) return;
  throw new ToolFailure(
    'refused',
    `${destination}: expected ${expected ?? 'a known digest'} in the registry, found ${pushed}: someone else pushed it; inspect it, then run this again`,
  );
};

const build = async ({ image, steps }: ImagePlan, recipe: BuildRecipe, tools: RunTools): Promise<BuiltImage> => {
  const { builder, progress, scratch } = tools;
  for (const step of steps) if (step.kind === 'base') progress.say(`base ${baseLine(step)}`);
  const wanted = await toImageBuild(image.name, recipe, scratch);
  return progress.step({
    doing: `building with ${builder.name}`,
    work: () => builder.build(wanted),
    done: ({ bytes }) => `built ${formatBytes(bytes)}`,
  });
};

const buildAndPush = async (plan: ImagePlan, recipe: BuildRecipe, tools: RunTools): Promise<RemoteManifest> => {
  const { destination, image } = plan;
  const built = await build(plan, recipe, tools);
  const existing = built.digest === undefined ? undefined : await findExpected(destination, built.digest, tools);
  if (existing !== undefined) return existing;
  const digest = await tools.progress.step({
    doing: `pushing ${formatBytes(built.bytes)} to ${destination}`,
    work: () => tools.builder.push(built, destination),
    done: () => `pushed ${formatBytes(built.bytes)} to ${destination}`,
  });
  checkSame(destination, built.digest ?? digest, digest);
  return inspectPushed(`${image.repository}@${digest}`, tools);
};

const copy = async (
  { image, destination }: ImagePlan,
  source: CopySource,
  tools: RunTools,
): Promise<RemoteManifest> => {
  const existing = await findExpected(destination, source.digest ?? '', tools);
  if (existing !== undefined) return existing;
  const digest = await tools.progress.step({
    doing: `copying ${source.from}`,
    work: () => tools.builder.copy(pinnedSource(source), destination),
    done: () => `copied ${source.from} to ${destination}`,
  });
  checkSame(destination, source.digest, digest);
  return inspectPushed(`${image.repository}@${digest}`, tools);
};

/**
 * Builds or copies an image and pushes it, unless the registry has it under its tag; returns the manifest in the registry.
 * @throws ToolFailure when the tag names anything else than what was built or copied.
 */
export const pushImage = (plan: ImagePlan, tools: RunTools): Promise<RemoteManifest> => {
  const { source } = plan.image;
  switch (source.kind) {
    case 'build':
      return buildAndPush(plan, source, tools);
    case 'copy':
      return copy(plan, source, tools);
  }
};
