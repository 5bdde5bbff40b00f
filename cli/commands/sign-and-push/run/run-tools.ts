import type { RevokeSignature } from '../../../../adapters/signer/revoke-signature';
import type { SigningTools } from '../../../shared/signing/ensure-signed';
import type { Signer } from '../../../shared/signing/signer';
import type { SbomTools } from '../sbom/attach-sbom';

/** What canary images need besides. */
export interface CanaryTools {
  /** Signs and verifies by the profile that no policy trusts. */
  readonly foreign: SigningTools & { readonly signer: Signer };
  /** Revokes the signature of one signing job, for good. */
  readonly revoke: RevokeSignature;
}

/** What running a plan uses. */
export interface RunTools extends SigningTools, SbomTools {
  readonly signer: Signer;
  /** Verifies against every version of the signing profile. */
  readonly verifyByProfile: SigningTools['verify'];
  /** Undefined where the deployment has no canary images. */
  readonly canary?: CanaryTools | undefined;
}
