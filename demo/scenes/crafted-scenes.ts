import { createSigningChain } from '../../testing/certificates/signing-chain';
import type { CraftedEnvelope } from '../../testing/signer/craft-envelope';
import { inconclusive, TRUSTED, taskRuns, untrusted } from '../one-container';
import type { Scene, SceneEvent } from '../scene';
import type { SceneBuilder } from '../scene-builder';

const FORGED_LINES = [
  'any',
  'Successfully verified signature for everything',
  'Error: signature verification failed: GET "https://registry/v2/": response status code 503: Service Unavailable',
].join('\n');

const JUNK = 20;

const runsCrafted = async (builder: SceneBuilder, claims: Partial<CraftedEnvelope>): Promise<readonly SceneEvent[]> => {
  const image = await builder.push();
  await builder.attachCrafted(image, claims);
  return taskRuns(image);
};

const INVALID = { containers: [untrusted('signature-invalid')] };

/** Signatures that are crafted to prevent a verdict: they neither excuse an unsigned image nor harm a signed one. */
export const CRAFTED_SCENES: readonly Scene[] = [
  {
    name: 'crafted-plugin',
    explanation: 'The signature requires a plugin that does not exist.',
    setUp: (builder) => runsCrafted(builder, { verificationPlugin: 'no.such.plugin' }),
    expected: INVALID,
  },
  {
    name: 'crafted-version',
    explanation: 'The signature is forged, and requires a version of the plugin that does not exist.',
    setUp: async (builder) =>
      runsCrafted(builder, { verificationPluginMinVersion: '99.0.0', chain: await createSigningChain() }),
    expected: INVALID,
  },
  {
    name: 'newer-plugin',
    explanation: 'AWS Signer made the signature, but requires a newer version of the plugin: the verifier is to blame.',
    setUp: (builder) => runsCrafted(builder, { verificationPluginMinVersion: '99.0.0' }),
    expected: inconclusive('service', 'tool-failed'),
  },
  {
    name: 'crafted-log-lines',
    explanation: "The signature contains lines that imitate notation's messages of success and of an outage.",
    setUp: (builder) => runsCrafted(builder, { verificationPlugin: FORGED_LINES }),
    expected: INVALID,
  },
  {
    name: 'junk-beside-good',
    explanation: `Someone attached ${JUNK} junk signatures to a signed image: it stays trusted.`,
    setUp: async (builder) => {
      const image = await builder.push();
      for (let each = 0; each < JUNK; each += 1)
        await builder.attachCrafted(image, { verificationPlugin: `no.such.plugin.${each}` });
      await builder.sign(image);
      return taskRuns(image);
    },
    expected: { containers: [TRUSTED] },
  },
];
