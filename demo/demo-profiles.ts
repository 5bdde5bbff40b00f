import type { SignerLedger } from '../testing/signer/signer-ledger';
import type { SigningProfile } from '../testing/signer/signing-profile';
import { ACCOUNT, OTHER_ACCOUNT, REGION } from './demo-account';
import { TRUSTED_PROFILES } from './demo-deployment';

/** The signing profiles of the demo. */
export interface DemoProfiles {
  readonly release: SigningProfile;
  readonly expired: SigningProfile;
  readonly revoked: SigningProfile;
  /** Of the same account, but named by no policy. */
  readonly untrusted: SigningProfile;
  /** Named like the one for releases, in another account. */
  readonly namesake: SigningProfile;
}

/** Adds the demo's profiles to AWS Signer. */
export const addDemoProfiles = (signer: SignerLedger): DemoProfiles => {
  const ours = { account: ACCOUNT, region: REGION };
  const revoked = signer.addProfile({ ...ours, name: TRUSTED_PROFILES.revoked });
  signer.revokeProfile(revoked);
  return {
    release: signer.addProfile({ ...ours, name: TRUSTED_PROFILES.release }),
    expired: signer.addProfile({ ...ours, name: TRUSTED_PROFILES.expired, validity: 'already-expired' }),
    revoked,
    untrusted: signer.addProfile({ ...ours, name: 'demo_experiments' }),
    namesake: signer.addProfile({ account: OTHER_ACCOUNT, region: REGION, name: TRUSTED_PROFILES.release }),
  };
};
