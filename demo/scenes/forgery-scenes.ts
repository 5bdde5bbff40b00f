import { inconclusive, TRUSTED, taskRuns, untrusted } from '../one-container';
import type { Scene } from '../scene';

/** Signatures that are not what they seem, alone and beside others. */
export const FORGERY_SCENES: readonly Scene[] = [
  {
    name: 'tampered-signature',
    explanation: 'One bit of the signature was turned.',
    setUp: async (scenery) => {
      const image = await scenery.push();
      await scenery.attachCrafted(image, { signature: 'tampered' });
      return taskRuns(image);
    },
    expected: { containers: [untrusted('signature-invalid')] },
  },
  {
    name: 'another-images-signature',
    explanation: 'A genuine signature of another image was attached to this one.',
    setUp: async (scenery) => {
      const [other, image] = [await scenery.push('other'), await scenery.push()];
      await scenery.attach(image, (await scenery.sign(other)).envelope);
      return taskRuns(image);
    },
    expected: { containers: [untrusted('signature-invalid')] },
  },
  {
    name: 'bad-beside-good',
    explanation: 'A tampered signature hangs beside a good one: one good signature is enough.',
    setUp: async (scenery) => {
      const image = await scenery.push();
      await scenery.attachCrafted(image, { signature: 'tampered' });
      await scenery.sign(image);
      return taskRuns(image);
    },
    expected: { containers: [TRUSTED] },
  },
  {
    name: 'bad-beside-unchecked',
    explanation: 'Beside a tampered signature hangs one that AWS Signer could not be asked about: nobody knows.',
    setUp: async (scenery) => {
      const image = await scenery.push();
      await scenery.attachCrafted(image, { signature: 'tampered' });
      scenery.disturbSigner(await scenery.sign(image), { kind: 'status', status: 503 });
      return taskRuns(image);
    },
    expected: inconclusive('service', 'signer-unavailable'),
    waits: true,
  },
];
