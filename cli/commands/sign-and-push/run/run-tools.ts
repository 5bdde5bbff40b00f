import type { SigningTools } from '../../../shared/signing/ensure-signed';
import type { Signer } from '../../../shared/signing/signer';
import type { SbomTools } from '../sbom/attach-sbom';

/** What running a plan uses. */
export interface RunTools extends SigningTools, SbomTools {
  readonly signer: Signer;
  /** Verifies against every version of the signing profile. */
  readonly verifyByProfile: SigningTools['verify'];
}
