import type { RecordedCase } from './recorded-case';
import { craftedCases } from './cases/crafted-cases';
import { forgedCases } from './cases/forged-cases';
import { layerDigestCases } from './cases/layer-digest-cases';
import { registryCases } from './cases/registry-cases';
import { severalCases } from './cases/several-cases';
import { revokedCertificateCase, signatureCases } from './cases/signature-cases';
import { signerCases } from './cases/signer-cases';
import { tagSchemaCases } from './cases/tag-schema-cases';
import { verifierCases } from './cases/verifier-cases';

/** All recorded cases. The last one revokes the environment's only signing certificate. */
export const RECORDED_CASES: readonly RecordedCase[] = [
  ...signatureCases,
  ...severalCases,
  ...registryCases,
  ...signerCases,
  ...verifierCases,
  ...craftedCases,
  ...layerDigestCases,
  ...tagSchemaCases,
  ...forgedCases,
  revokedCertificateCase,
];
