import { inconclusive, TRUSTED, taskRuns, untrusted } from '../one-container';
import type { Scene } from '../scene';

/** Forged signatures, alone and beside genuine ones. */
export const FORGERY_SCENES: readonly Scene[] = [
  {
    name: 'tampered-signature',
    explanation: 'One bit of the signature was flipped.',
    setUp: async (builder) => {
      const image = await builder.push();
      await builder.attachCrafted(image, { signature: 'tampered' });
      return taskRuns(image);
    },
    expected: { containers: [untrusted('signature-invalid')] },
  },
  {
    name: 'another-images-signature',
    explanation: 'A genuine signature of another image is attached to this image.',
    setUp: async (builder) => {
      const [other, image] = [await builder.push('other'), await builder.push()];
      await builder.attach(image, (await builder.sign(other)).envelope);
      return taskRuns(image);
    },
    expected: { containers: [untrusted('signature-invalid')] },
  },
  {
    name: 'bad-beside-good',
    explanation: 'The image has a tampered signature and a good one: one good signature is enough.',
    setUp: async (builder) => {
      const image = await builder.push();
      await builder.attachCrafted(image, { signature: 'tampered' });
      await builder.sign(image);
      return taskRuns(image);
    },
    expected: { containers: [TRUSTED] },
  },
  {
    name: 'bad-beside-unchecked',
    explanation: 'The image has a tampered signature and one that AWS Signer could not check: the verdict stays open.',
    setUp: async (builder) => {
      const image = await builder.push();
      await builder.attachCrafted(image, { signature: 'tampered' });
      builder.addSignerFault(await builder.sign(image), { kind: 'status', status: 503 });
      return taskRuns(image);
    },
    expected: inconclusive('service', 'signer-unavailable'),
    slow: true,
  },
];
