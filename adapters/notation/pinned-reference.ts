import type { PinnedImage } from '../../verification';

/** The reference that notation signs: the registry as the image named it, repository and digest; never a tag. */
export const pinnedReference = ({ reference, digest }: PinnedImage): string =>
  `${reference.registry}/${reference.repository}@${digest}`;
