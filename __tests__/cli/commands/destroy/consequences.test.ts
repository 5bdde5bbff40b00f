import { consequencesOf, obstacleTo } from '../../../../cli/commands/destroy/consequences';
import { aDeployment, deploymentInput } from '../../../support/deployment/deployment';

const SIGNING = deploymentInput()['signing'] as object;
const notRetained = aDeployment({ signing: { ...SIGNING, retainProfile: false } });
const PROFILE_VERSION = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads/a1B2c3D4e5';
const borrowed = aDeployment({ existing: { signingProfile: PROFILE_VERSION } });

describe('consequencesOf', () => {
  it('says that the signing stack stays, and how it goes', () => {
    expect(consequencesOf(aDeployment(), false).join('\n')).toContain('The signing stack stays');
    expect(consequencesOf(aDeployment(), false).join('\n')).toContain('--with-signing');
  });

  it('says that the name of a cancelled profile can never be used again, and how to revoke', () => {
    const text = consequencesOf(notRetained, true).join('\n');
    expect(text).toContain('cancels the profile dev_workloads: its name can never be used again');
    expect(text).toContain('aws signer revoke-signing-profile --region eu-west-1 --profile-name dev_workloads');
  });

  it('says that a profile that existed before stays', () => {
    const text = consequencesOf(borrowed, true).join('\n');
    expect(text).toContain(`${PROFILE_VERSION} existed before this deployment and stays`);
    expect(text).not.toContain('cancels');
  });

  it('says that reports are deleted, and how to keep them', () => {
    const text = consequencesOf(aDeployment(), false).join('\n');
    expect(text).toContain('Every report is deleted with its bucket dev-reports-111122223333-eu-west-1.');
    expect(text).toContain('set "sweep": "off" in deployments/dev.json');
    expect(consequencesOf(aDeployment({ sweep: 'off' }), false).join('\n')).not.toContain('report');
  });

  it('says what happens to images', () => {
    expect(consequencesOf(notRetained, true).join('\n')).toContain('set "retainImages": false in deployments/dev.json');
    const lost = aDeployment({ retainImages: false });
    expect(consequencesOf(lost, true).join('\n')).toContain(
      'Repositories are deleted with all their images and signatures.',
    );
  });
});

describe('obstacleTo', () => {
  it('is the retained profile, because Terraform would fail halfway', () => {
    expect(obstacleTo(aDeployment(), true)).toContain('set "retainProfile": false under "signing"');
  });

  it.each([
    ['the signing stack stays', aDeployment(), false],
    ['the profile may go', notRetained, true],
    ['the profile is not ours', borrowed, true],
  ])('is nothing when %s', (_when, deployment, withSigning) => {
    expect(obstacleTo(deployment, withSigning)).toBeUndefined();
  });
});
