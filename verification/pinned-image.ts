import type { Digest } from './digest';
import type { ImageReference } from './image-reference';
import { formatRepository, type RepositoryIdentity } from './repository-identity';

/** Repository identity and digest: the only thing that is ever verified. `reference` is how the image was named. */
export interface PinnedImage {
  readonly reference: ImageReference;
  readonly identity: RepositoryIdentity;
  readonly digest: Digest;
}

/** `registry/repository@digest`, the same text whatever host form named the registry. */
export const formatPinnedImage = ({ identity, digest }: PinnedImage): string =>
  `${formatRepository(identity)}@${digest}`;
