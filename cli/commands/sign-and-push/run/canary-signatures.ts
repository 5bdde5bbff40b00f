import type { RemoteManifest } from '../../../../adapters/builders/builder';
import { describeExpected, describeVerdict, isExpectedVerdict, type Verdict } from '../../../../verification';
import { ToolFailure } from '../../../shared/failure';
import { ensureSigned, pinned, type SigningTools } from '../../../shared/signing/ensure-signed';
import { visibleText } from '../../../shared/visible-text';
import type { WantedImage } from '../plan';
import type { CanaryTools, RunTools } from './run-tools';

/** The tools for a canary image, which a deployment with canary images always has. */
export const canaryToolsOf = ({ name }: WantedImage, canary: CanaryTools | undefined): CanaryTools => {
  if (canary === undefined) throw new Error(`${name}: expected tools for canary images`);
  return canary;
};

const isRevoked = (verdict: Verdict): boolean => isExpectedVerdict('revoked', verdict);

/** Whether the profile signed an image, whether or not the signature was revoked since. */
export const wasSigned = async (
  repository: string,
  { digest }: RemoteManifest,
  verify: SigningTools['verify'],
): Promise<boolean> => {
  const verdict = await verify(pinned(repository, digest));
  return verdict.kind === 'trusted' || isRevoked(verdict);
};

/** Makes sure that the profile which no policy trusts signed an image; returns how many signatures were made. */
export const ensureForeign = async (
  image: WantedImage,
  manifest: RemoteManifest,
  { canary }: Pick<RunTools, 'canary'>,
): Promise<number> => (await ensureSigned(image.repository, manifest, canaryToolsOf(image, canary).foreign)).now;

/** An interrupted run may leave one signature, and so may the run after it. */
const MOST_SIGNATURES = 5;

/** Revokes one good signature after the other; returns the verdict when none is left. */
const revokeAll = async (
  image: WantedImage,
  { digest }: RemoteManifest,
  { canary, verifyByProfile }: Pick<RunTools, 'canary' | 'verifyByProfile'>,
): Promise<void> => {
  const { revoke } = canaryToolsOf(image, canary);
  for (let each = 0; each < MOST_SIGNATURES; each += 1) {
    const verdict = await verifyByProfile(pinned(image.repository, digest));
    if (verdict.kind !== 'trusted') return;
    for (const { job } of verdict.signatures) await revoke(job);
  }
};

/** Makes sure that an image was signed and the signature was revoked; returns how many signatures were made. */
export const ensureRevoked = async (image: WantedImage, manifest: RemoteManifest, tools: RunTools): Promise<number> => {
  const { repository } = image;
  const { sign, verifyByProfile } = tools;
  const before = await verifyByProfile(pinned(repository, manifest.digest));
  if (isRevoked(before)) return 0;
  const { now } = await ensureSigned(repository, manifest, { sign, verify: verifyByProfile });
  await revokeAll(image, manifest, tools);
  return now;
};

/**
 * Checks that a canary image gets the answer that it is for, by every version of the deployment's profile.
 * @throws ToolFailure with the answer that was expected and the one that was found.
 */
export const checkCanary = async (
  { canary, repository }: WantedImage,
  { digest }: RemoteManifest,
  { verifyByProfile }: Pick<RunTools, 'verifyByProfile'>,
): Promise<void> => {
  if (canary === undefined) return;
  const verdict = await verifyByProfile(pinned(repository, digest));
  if (isExpectedVerdict(canary, verdict)) return;
  const found = `${describeVerdict(verdict)}: ${visibleText(verdict.detail)}`;
  const message = `${repository}@${digest}: expected that the canary image is ${describeExpected(canary)}, found ${found}. Run this again; if that does not help, check whether ECR signs images of this repository by itself, or delete the image`;
  throw new ToolFailure(verdict.kind === 'inconclusive' ? 'temporary' : 'refused', message);
};
