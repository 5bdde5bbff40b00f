import type { PinnedImage } from '../../verification';

/** At most this many signatures are verified: a pusher decides how many there are. */
export const MAX_SIGNATURES = 20;

/** The reference that notation verifies: the registry as the image named it, repository and digest; never a tag. */
export const pinnedReference = ({ reference, digest }: PinnedImage): string =>
  `${reference.registry}/${reference.repository}@${digest}`;

/** The arguments of one verification; notation never reads what follows `--` as an option. */
export const verifyArguments = (reference: string, maxSignatures: number): readonly string[] => [
  'verify',
  '--verbose',
  '--max-signatures',
  String(maxSignatures),
  '--',
  reference,
];
