import { TRUSTED, taskRuns, untrusted } from '../one-container';
import type { Scene } from '../scene';

/** Who signed the image, and whether the signature is still valid. */
export const SIGNER_SCENES: readonly Scene[] = [
  {
    name: 'signed',
    explanation: 'The image is signed by the profile that its policy trusts.',
    setUp: async (builder) => taskRuns(await builder.pushSigned()),
    expected: { containers: [TRUSTED] },
  },
  {
    name: 'unsigned',
    explanation: 'The image has no signature.',
    setUp: async (builder) => taskRuns(await builder.push()),
    expected: { containers: [untrusted('unsigned')] },
  },
  {
    name: 'other-profile',
    explanation: 'The image is signed by a profile of the same account that its policy does not trust.',
    setUp: async (builder) => taskRuns(await builder.pushSigned('app', { profile: builder.profiles.untrusted })),
    expected: { containers: [untrusted('signer-not-trusted')] },
  },
  {
    name: 'same-name-other-account',
    explanation: 'The image is signed by a profile with the trusted name, but in another account.',
    setUp: async (builder) => taskRuns(await builder.pushSigned('app', { profile: builder.profiles.namesake })),
    expected: { containers: [untrusted('signer-not-trusted')] },
  },
  {
    name: 'revoked-profile',
    explanation: 'The image is signed by a trusted profile that was revoked.',
    setUp: async (builder) => taskRuns(await builder.pushSigned('app', { profile: builder.profiles.revoked })),
    expected: { containers: [untrusted('revoked')] },
  },
  {
    name: 'revoked-job',
    explanation: 'The profile is still trusted, but this one signature was revoked.',
    setUp: async (builder) => {
      const image = await builder.push();
      builder.revoke(await builder.sign(image));
      return taskRuns(image);
    },
    expected: { containers: [untrusted('revoked')] },
  },
  {
    name: 'expired-signature',
    explanation: 'The signature has expired.',
    setUp: async (builder) => taskRuns(await builder.pushSigned('app', { profile: builder.profiles.expired })),
    expected: { containers: [untrusted('signature-expired')] },
  },
];
