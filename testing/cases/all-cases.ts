import { craftedCases } from './attached/crafted-cases';
import { forgedCases } from './attached/forged-cases';
import { layerDigestCases } from './attached/layer-digest-cases';
import { tagSchemaCases } from './attached/tag-schema-cases';
import { registryCases } from './faults/registry-cases';
import { signerCases } from './faults/signer-cases';
import { verifierCases } from './faults/verifier-cases';
import { severalCases } from './signed/several-cases';
import { revokedCertificateCase, signatureCases } from './signed/signature-cases';
import type { VerificationCase } from './verification-case';

type CasesByTopic = Readonly<Record<string, readonly VerificationCase[]>>;

/** Images with genuine signatures, or none; the last case revokes the environment's only certificate. */
export const SIGNED_CASES: CasesByTopic = {
  'one signature, or none': signatureCases,
  'several signatures': severalCases,
  'a revoked certificate': [revokedCertificateCase],
};

/** Registries, AWS Signer and verifiers that fail. */
export const FAULT_CASES: CasesByTopic = {
  'a registry that fails': registryCases,
  'AWS Signer that fails': signerCases,
  'a verifier that is broken': verifierCases,
};

/** What anyone can attach to an image. */
export const ATTACHED_CASES: CasesByTopic = {
  'a crafted signature': craftedCases,
  'a crafted digest of an envelope': layerDigestCases,
  'a crafted list of signatures': tagSchemaCases,
  "text that imitates notation's": forgedCases,
};

/** All cases. */
export const VERIFICATION_CASES: readonly VerificationCase[] = [SIGNED_CASES, FAULT_CASES, ATTACHED_CASES].flatMap(
  (topics) => Object.values(topics).flat(),
);
