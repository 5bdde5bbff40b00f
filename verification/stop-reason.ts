import { formatPinnedImage } from './pinned-image';
import { toPublicDetail } from './public-detail';
import { reasonOf } from './verdict';
import type { VerifiedContainer } from './verify-task';

/** The length that every documented version of StopTask accepts for a reason, in characters. */
const MAX_CHARACTERS = 255;

/** The room for an image beside the verdict; of a longer one the end is kept, which is the digest. */
const IMAGE_CHARACTERS = 190;

const cut = (text: string): string =>
  text.length <= MAX_CHARACTERS ? text : `${text.slice(0, MAX_CHARACTERS - 3)}...`;

const cutImage = (text: string): string =>
  text.length <= IMAGE_CHARACTERS ? text : `...${text.slice(3 - IMAGE_CHARACTERS)}`;

/**
 * The reason that ECS shows for a task that was stopped: verdict and image first, then the container and the detail, in
 * printable ASCII.
 */
export const stopReason = ({ container, image, verdict }: VerifiedContainer): string => {
  const named = image === null ? toPublicDetail(container.image ?? 'an unknown image') : formatPinnedImage(image);
  const reason = `${verdict.kind} (${reasonOf(verdict) ?? ''})`;
  const text = `Image Trust: ${reason}: ${cutImage(named)} in container ${container.name}: ${verdict.detail}`;
  // The detail may quote what a pusher wrote; no character of it may make ECS refuse the stop.
  return cut(text.replace(/[^\x20-\x7e]/g, '?'));
};
