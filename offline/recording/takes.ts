import type { Take } from './take';
import { craftedTakes } from './takes/crafted-takes';
import { forgedTakes } from './takes/forged-takes';
import { layerDigestTakes } from './takes/layer-digest-takes';
import { registryTakes } from './takes/registry-takes';
import { severalTakes } from './takes/several-takes';
import { revokedCertificateTake, signatureTakes } from './takes/signature-takes';
import { signerTakes } from './takes/signer-takes';
import { tagSchemaTakes } from './takes/tag-schema-takes';
import { verifierTakes } from './takes/verifier-takes';

/** Everything that is recorded, in this order. */
export const TAKES: readonly Take[] = [
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
