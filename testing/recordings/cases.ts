import type { RecordedCase } from './recorded-case';
import { craftedTakes } from './cases/crafted-cases';
import { forgedTakes } from './cases/forged-cases';
import { layerDigestTakes } from './cases/layer-digest-cases';
import { registryTakes } from './cases/registry-cases';
import { severalTakes } from './cases/several-cases';
import { revokedCertificateTake, signatureTakes } from './cases/signature-cases';
import { signerTakes } from './cases/signer-cases';
import { tagSchemaTakes } from './cases/tag-schema-cases';
import { verifierTakes } from './cases/verifier-cases';

/** Everything that is recorded, in this order. */
export const RECORDED_CASES: readonly RecordedCase[] = [
  ...signatureTakes,
  ...severalTakes,
  ...registryTakes,
  ...signerTakes,
  ...verifierTakes,
  ...craftedTakes,
  ...layerDigestTakes,
  ...tagSchemaTakes,
  ...forgedTakes,
  revokedCertificateTake,
];
