import { rmSync } from 'node:fs';
import { parseSigningOutputs } from '../../contracts/signing-outputs';
import { synthesiseExample } from '../support/synthesis';
import { terraform, terraformDirectory } from '../support/terraform';

const PROFILE = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/example_workloads';
const REGISTRY = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';

describe('terraform output -json of the signing stack', () => {
  it('is read by sign-and-push as what cdktf writes', () => {
    const example = synthesiseExample();
    const { output } = example.stack('signing');
    example.remove();
    // What AWS would have told of the profile; all else is literal text.
    const known = JSON.stringify(output)
      .replaceAll('${aws_signer_signing_profile.signing-profile.arn}', PROFILE)
      .replaceAll('${aws_signer_signing_profile.signing-profile.version_arn}', `${PROFILE}/a1B2c3D4e5`);
    const directory = terraformDirectory({ output: JSON.parse(known) as object });
    try {
      expect(terraform(directory, ['init'])).toMatchObject({ status: 0 });
      expect(terraform(directory, ['apply', '-auto-approve'])).toMatchObject({ status: 0 });
      const { text } = terraform(directory, ['output', '-json']);
      expect(parseSigningOutputs(text, 'outputs.json', 'example')).toEqual({
        verifierRepositoryUri: `${REGISTRY}/example-image-trust`,
        workloadRepositoryUris: {
          'shop/web': `${REGISTRY}/shop/web`,
          'shop/checkout': `${REGISTRY}/shop/checkout`,
          'example-sample/signed': `${REGISTRY}/example-sample/signed`,
          'example-sample/unsigned': `${REGISTRY}/example-sample/unsigned`,
        },
        profileArn: PROFILE,
        profileVersionArn: `${PROFILE}/a1B2c3D4e5`,
      });
    } finally {
      rmSync(directory, { recursive: true });
    }
  }, 120_000);
});
