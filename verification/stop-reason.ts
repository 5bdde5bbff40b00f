import type { VerifiedContainer } from './verify-task';
import { formatRepository } from './repository-identity';
import { reasonOf } from './verdict';

/** ECS keeps at most so many characters of a stop's reason. */
const MOST_CHARACTERS = 1024;

/** The text that the ECS console shows for a task we stopped: it names image and cause. */
export const stopReason = ({ container, image, verdict }: VerifiedContainer): string => {
  const named =
    image === null ? (container.image ?? 'unknown image') : `${formatRepository(image.identity)}@${image.digest}`;
  const text = `Image Trust: container ${container.name} runs ${named}, which is ${verdict.kind} (${reasonOf(verdict) ?? ''}): ${verdict.detail}`;
  // Pushers help to write the detail: nothing of theirs may make ECS refuse the stop.
  const plain = text.replace(/[^\x20-\x7e]/g, '?');
  return plain.length <= MOST_CHARACTERS ? plain : `${plain.slice(0, MOST_CHARACTERS - 3)}...`;
};
