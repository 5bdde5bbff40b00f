import type { SignerLedger } from '../testing/signer/signer-ledger';
import type { SigningProfile } from '../testing/signer/signing-profile';
import { ACCOUNT, OTHER_ACCOUNT, REGION } from './demo-account';
import { CANARY_PROFILE } from './demo-canaries';
import { TRUSTED_PROFILES } from './demo-deployment';

/** The signing profiles of the demo. */
export interface DemoProfiles {
  readonly release: SigningProfile;
  readonly expired: SigningProfile;
  readonly revoked: SigningProfile;
  /** In the same account, but no policy names it. */
  readonly untrusted: SigningProfile;
  /** Signs the canary image whose signer is not trusted. */
  readonly canary: SigningProfile;
  /** Has the name of the release profile, but is in another account. */
  readonly namesake: SigningProfile;
}

/** Creates the demo's profiles in the emulated AWS Signer. */
export const addDemoProfiles = (signer: SignerLedger): DemoProfiles => {
  const place = { account: ACCOUNT, region: REGION };
  const revoked = signer.addProfile({ ...place, name: TRUSTED_PROFILES.revoked });
  signer.revokeProfile(revoked);
  return {
    release: signer.addProfile({ ...place, name: TRUSTED_PROFILES.release }),
    expired: signer.addProfile({ ...place, name: TRUSTED_PROFILES.expired, validity: 'already-expired' }),
    revoked,
    untrusted: signer.addProfile({ ...place, name: 'demo_experiments' }),
    canary: signer.addProfile({ ...place, name: CANARY_PROFILE }),
    namesake: signer.addProfile({ account: OTHER_ACCOUNT, region: REGION, name: TRUSTED_PROFILES.release }),
  };
};
