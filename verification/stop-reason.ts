import { formatPinnedImage } from './pinned-image';
import { reasonOf } from './verdict';
import type { VerifiedContainer } from './verify-task';

/** ECS keeps at most this many characters of a stop's reason. */
const MAX_CHARACTERS = 1024;

/** The reason that ECS shows for a task that was stopped: container, image and verdict, in printable ASCII. */
export const stopReason = ({ container, image, verdict }: VerifiedContainer): string => {
  const named = image === null ? (container.image ?? 'an unknown image') : formatPinnedImage(image);
  const text = `Image Trust: container ${container.name} runs ${named}, which is ${verdict.kind} (${reasonOf(verdict) ?? ''}): ${verdict.detail}`;
  // The detail may quote what a pusher wrote; no character of it may make ECS refuse the stop.
  const plain = text.replace(/[^\x20-\x7e]/g, '?');
  return plain.length <= MAX_CHARACTERS ? plain : `${plain.slice(0, MAX_CHARACTERS - 3)}...`;
};
