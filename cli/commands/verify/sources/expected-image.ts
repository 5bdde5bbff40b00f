import { ImageReferenceError, parseImageReference } from '../../../../verification';

/** What is expected in place of a text that is no image reference; undefined if it is one. */
export const expectedImage = (image: string): string | undefined => {
  try {
    parseImageReference(image);
    return undefined;
  } catch (error) {
    if (error instanceof ImageReferenceError) return error.expected;
    throw error;
  }
};
