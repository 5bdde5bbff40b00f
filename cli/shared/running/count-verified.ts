import { printCount } from '../print';

/** Shows on a terminal how many images are verified. */
export const countVerified = (done: number, all: number): void => {
  if (process.stderr.isTTY) printCount(`${done} of ${all} images verified`, done === all);
};
