import { trusted } from '../expected';
import type { VerificationCase } from '../verification-case';

/** The same attachments on an image that also has a good signature: attached afterwards, and beforehand. */
export const besideGood = ({ name, title, setUp }: VerificationCase): readonly VerificationCase[] => [
  {
    name: `${name}-then-good`,
    title: `${title}, then a good one`,
    expected: trusted,
    setUp: async (environment) => {
      const request = await setUp(environment);
      await environment.crafted({});
      return request;
    },
  },
  {
    name: `good-then-${name}`,
    title: `a good signature, then ${title}`,
    expected: trusted,
    setUp: async (environment) => {
      await environment.crafted({});
      return setUp(environment);
    },
  },
];
