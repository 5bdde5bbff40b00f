import { verifyEmulated } from '../../../testing/cases/verify-image';
import type { EmulatedEnvironment } from '../../../testing/environment/emulated-environment';
import type { PushedImage } from '../../../testing/registry/image-publisher';
import type { Verdict } from '../../../verification';

/** A verdict, and how often notation was run for it. */
export interface ProductVerdict {
  readonly verdict: Verdict;
  readonly runs: number;
}

/**
 * Verifies one image in an emulated environment as the product does, with a strict policy that trusts only
 * these profiles.
 */
export const verifyAsProduct = async (
  emulated: EmulatedEnvironment,
  { reference }: PushedImage,
  settings: { readonly signers: readonly string[]; readonly deadlineMs?: number },
): Promise<ProductVerdict> => {
  const { verdict, runs } = await verifyEmulated(emulated, { reference, ...settings });
  return { verdict, runs: runs.length };
};
