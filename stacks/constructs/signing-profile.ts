import { SignerSigningProfile } from '@cdktf/provider-aws/lib/signer-signing-profile';
import { SignerSigningProfilePermission } from '@cdktf/provider-aws/lib/signer-signing-profile-permission';
import { Construct } from 'constructs';
import type { Deployment } from '../../contracts/deployment/deployment';
import { MAIN } from '../deployment-stack';

const UNITS = { days: 'DAYS', months: 'MONTHS', years: 'YEARS' } as const;

/** The actions that another account needs to sign with the profile. The keys are part of resource ids. */
const ACTIONS = { sign: 'signer:SignPayload', look: 'signer:GetSigningProfile' } as const;

const permissionId = (verb: string, account: string): string => `${verb}-${account}`;

/** The ids of an account's permissions, below the profile's id. */
export const permissionIds = (account: string): readonly string[] =>
  Object.keys(ACTIONS).map((verb) => permissionId(verb, account));

/**
 * An AWS Signer signing profile for container images, and the permissions of the other accounts that may sign with it.
 */
export class SigningProfile extends Construct {
  readonly profile: SignerSigningProfile;

  constructor(scope: Construct, id: string, { profile, validity, ...signing }: Deployment['signing']) {
    super(scope, id);
    this.profile = new SignerSigningProfile(this, MAIN, {
      name: profile,
      platformId: 'Notation-OCI-SHA384-ECDSA',
      signatureValidityPeriod: { type: UNITS[validity.unit], value: validity.value },
      // AWS cancels a destroyed profile, and its name can never be used again. A changed validity would destroy it, too.
      lifecycle: { preventDestroy: signing.retainProfile },
    });
    for (const account of signing.crossAccountSigners)
      for (const [verb, action] of Object.entries(ACTIONS))
        new SignerSigningProfilePermission(this, permissionId(verb, account), {
          profileName: this.profile.name,
          principal: account,
          action,
          statementId: permissionId(verb, account),
        });
  }
}
