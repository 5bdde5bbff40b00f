import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDigest, type Digest } from '../../verification';
import { ToolError } from '../tool-error';
import type { Builder } from './builder';
import { builderFailure, errorLineOf } from './builder-failure';
import { parseRemoteManifest } from './remote-manifest';
import { toolError, tryTool, type ScratchSettings, type ToolSettings } from './run-tool';

const ABSENT = /manifest unknown|name unknown|\bnot found\b|does not resolve to an image ID/i;

// By convention of podman and buildah, an image of this machine that no registry has.
const LOCAL = /^localhost\//;

const digestIn = async (file: string, what: string): Promise<Digest> => {
  const digest = (await readFile(file, 'utf8')).trim();
  if (isDigest(digest)) return digest;
  throw new ToolError('failed', `${what}: expected a digest from skopeo, found ${JSON.stringify(digest)}`);
};

// When a registry refuses an index whose bytes must be kept, skopeo's error only says that it may not convert the index. The registry's own
// message is in the debug output.
const HIDDEN = 'Instructed to preserve digests';
const REFUSED = /^.*\bUpload of manifest list type \S+ failed: .*$/m;

const move = async (settings: ToolSettings, args: readonly string[], what: string): Promise<void> => {
  const first = await tryTool(settings, { command: 'skopeo', args, what });
  const hidden = first.kind === 'exited' && first.status !== 0 && first.stderr.includes(HIDDEN);
  const result = hidden ? await tryTool(settings, { command: 'skopeo', args: ['--debug', ...args], what }) : first;
  if (result.kind === 'exited' && result.status === 0) return;
  const refusal = result.kind === 'exited' ? REFUSED.exec(result.stderr)?.[0] : undefined;
  throw refusal === undefined ? toolError({ command: 'skopeo', what }, result) : builderFailure(what, refusal);
};

/** Copies an image bit by bit between two places that skopeo knows, such as `oci:DIR:tag` and `docker://REFERENCE`. */
export const skopeoMove =
  ({ scratch, ...settings }: ToolSettings & Pick<ScratchSettings, 'scratch'>) =>
  async (from: string, to: string): Promise<Digest> => {
    const file = join(scratch, 'digest');
    const what = `pushing to ${to.replace('docker://', '')}`;
    await move(settings, ['copy', '--all', '--preserve-digests', '--digestfile', file, '--', from, to], what);
    return digestIn(file, what);
  };

/** Inspects images in registries with skopeo. */
export const skopeoInspect =
  (settings: ToolSettings): Builder['inspect'] =>
  async (reference) => {
    const what = `inspecting ${reference}`;
    const place = LOCAL.test(reference) ? 'containers-storage:' : 'docker://';
    const args = ['inspect', '--raw', '--', `${place}${reference}`];
    const result = await tryTool(settings, { command: 'skopeo', args, what });
    if (result.kind === 'exited' && result.status === 0) return parseRemoteManifest(reference, result.stdout);
    if (result.kind === 'exited' && ABSENT.test(errorLineOf(result.stderr))) return undefined;
    throw toolError({ command: 'skopeo', what }, result);
  };
