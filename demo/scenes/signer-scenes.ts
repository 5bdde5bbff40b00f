import { TRUSTED, taskRuns, untrusted } from '../one-container';
import type { Scene } from '../scene';

/** Who signed, and whether that still holds. */
export const SIGNER_SCENES: readonly Scene[] = [
  {
    name: 'signed',
    explanation: 'The image was signed by the profile that its policy trusts.',
    setUp: async (scenery) => taskRuns(await scenery.pushSigned()),
    expected: { containers: [TRUSTED] },
  },
  {
    name: 'unsigned',
    explanation: 'Nobody signed the image.',
    setUp: async (scenery) => taskRuns(await scenery.push()),
    expected: { containers: [untrusted('unsigned')] },
  },
  {
    name: 'other-profile',
    explanation: 'The image was signed by a profile of the same account that its policy does not name.',
    setUp: async (scenery) => taskRuns(await scenery.pushSigned('app', { profile: scenery.profiles.untrusted })),
    expected: { containers: [untrusted('signer-not-trusted')] },
  },
  {
    name: 'same-name-other-account',
    explanation: 'A profile of the trusted name signed, but it is another account’s.',
    setUp: async (scenery) => taskRuns(await scenery.pushSigned('app', { profile: scenery.profiles.namesake })),
    expected: { containers: [untrusted('signer-not-trusted')] },
  },
  {
    name: 'revoked-profile',
    explanation: 'The trusted profile that signed was revoked since.',
    setUp: async (scenery) => taskRuns(await scenery.pushSigned('app', { profile: scenery.profiles.revoked })),
    expected: { containers: [untrusted('revoked')] },
  },
  {
    name: 'revoked-job',
    explanation: 'The profile is good, but this one signature of it was revoked.',
    setUp: async (scenery) => {
      const image = await scenery.push();
      scenery.revoke(await scenery.sign(image));
      return taskRuns(image);
    },
    expected: { containers: [untrusted('revoked')] },
  },
  {
    name: 'expired-signature',
    explanation: 'The validity of the signature is over.',
    setUp: async (scenery) => taskRuns(await scenery.pushSigned('app', { profile: scenery.profiles.expired })),
    expected: { containers: [untrusted('signature-expired')] },
  },
];
