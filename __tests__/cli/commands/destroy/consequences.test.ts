import { consequencesOf, obstacleTo } from '../../../../cli/commands/destroy/consequences';
import { aDeployment, deploymentInput } from '../../../support/deployment/deployment';

const SIGNING = deploymentInput()['signing'] as object;
const mortal = aDeployment({ signing: { ...SIGNING, retainProfile: false } });
const PROFILE_VERSION = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads/a1B2c3D4e5';
const borrowed = aDeployment({ existing: { signingProfile: PROFILE_VERSION } });

describe('consequencesOf', () => {
  it('says that the signing stack stays, and how it goes', () => {
    expect(consequencesOf(aDeployment(), false).join('\n')).toContain('The signing stack stays');
    expect(consequencesOf(aDeployment(), false).join('\n')).toContain('--with-signing');
  });

  it('says that the name of a cancelled profile cannot come back, and how to revoke', () => {
    const text = consequencesOf(mortal, true).join('\n');
    expect(text).toContain('cancels the profile dev_workloads: its name cannot come back');
    expect(text).toContain('aws signer revoke-signing-profile --region eu-west-1 --profile-name dev_workloads');
  });

  it('says that a profile of somebody else stays', () => {
    const text = consequencesOf(borrowed, true).join('\n');
    expect(text).toContain(`${PROFILE_VERSION} was there before and stays`);
    expect(text).not.toContain('cancels');
  });

  it('says what becomes of images', () => {
    expect(consequencesOf(mortal, true).join('\n')).toContain('set "retainImages": false in deployments/dev.json');
    const lost = aDeployment({ retainImages: false });
    expect(consequencesOf(lost, true).join('\n')).toContain('Repositories go with all their images and signatures.');
  });
});

describe('obstacleTo', () => {
  it('is the profile that refuses to be destroyed, since Terraform would fail halfway', () => {
    expect(obstacleTo(aDeployment(), true)).toContain('set "retainProfile": false under "signing"');
  });

  it.each([
    ['the signing stack stays', aDeployment(), false],
    ['the profile may go', mortal, true],
    ['the profile is not ours', borrowed, true],
  ])('is nothing when %s', (_when, deployment, withSigning) => {
    expect(obstacleTo(deployment, withSigning)).toBeUndefined();
  });
});
