import type { PinnedImage } from '../../verification';

/** More signatures than this are not looked at: whoever pushes decides how many there are. */
export const MAX_SIGNATURES = 20;

/** The reference that notation is asked about: repository and digest, as the image named its registry; never a tag. */
export const pinnedReference = ({ reference, digest }: PinnedImage): string =>
  `${reference.registry}/${reference.repository}@${digest}`;

/** The arguments of one verification; what follows `--` is never read as an option. */
export const verifyArguments = (reference: string, maxSignatures: number): readonly string[] => [
  'verify',
  '--verbose',
  '--max-signatures',
  String(maxSignatures),
  '--',
  reference,
];
