import { OLDEST_TERRAFORM } from '../../../contracts/naming/oldest-terraform';
import { MEANING } from '../../shared/exit-codes';
import type { Prose } from '../../shared/options/help';

/** What `image-trust destroy --help` says besides its options. */
export const PROSE: Prose = {
  description: [
    'Destroys the sample stack, then the verifier stack. The signing stack stays unless you give --with-signing, because part of it cannot be restored: AWS Signer cancels a destroyed profile, and its name can never be used again. Signatures made with it stay valid until they expire or are revoked (aws signer revoke-signing-profile).',
    'Terraform refuses to destroy the profile (prevent_destroy) until the deployment file says "retainProfile": false under "signing". It refuses to destroy a repository that holds images until the file says "retainImages": false and npx image-trust deploy --only signing has been run.',
    'With --json, it prints {"deployment", "destroyed", "kept", "remarks"}: the stacks, and what destroying them means. With --dry-run --json, it prints {"deployment", "steps", "remarks"}.',
  ],
  needs: `Terraform ${OLDEST_TERRAFORM} or later, and AWS credentials that may delete what the stacks hold.`,
  examples: [
    ['See what would be destroyed', 'npx image-trust destroy --deployment dev --dry-run'],
    ['Destroy the sample and the verifier, after one question', 'npx image-trust destroy --deployment dev'],
    ['Destroy everything', 'npx image-trust destroy --deployment dev --with-signing'],
  ],
  exitCodes: {
    0: 'destroyed',
    1: 'a step failed, or you did not approve',
    2: 'usage error, or the signing profile is retained: nothing was done',
    3: 'something is missing on this machine: Terraform, its AWS provider, cdktf',
    4: 'AWS or the holder of the state lock refused, you are not logged in, or a repository holds images',
    5: MEANING[5],
  },
};
