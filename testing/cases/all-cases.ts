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

/** The cases by what they are about, in the order to run: the last one revokes the environment's only certificate. */
export const VERIFICATION_CASES: Readonly<Record<string, readonly VerificationCase[]>> = {
  'one signature, or none': signatureCases,
  'several signatures': severalCases,
  'a registry that fails': registryCases,
  'AWS Signer that fails': signerCases,
  'a verifier that is broken': verifierCases,
  'a crafted signature': craftedCases,
  'a crafted digest of an envelope': layerDigestCases,
  'a crafted list of signatures': tagSchemaCases,
  "text that imitates notation's": forgedCases,
  'a revoked certificate': [revokedCertificateCase],
};
