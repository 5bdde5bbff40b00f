import { OLDEST_TERRAFORM } from '../../../contracts/naming/oldest-terraform';
import type { Prose } from '../../shared/options/help';

/** What `image-trust plan --help` says besides its options. */
export const PROSE: Prose = {
  description: [
    'Synthesises the stacks of a deployment, plans each with Terraform, and prints what would change: first what it means for trust (policies, signers, exemptions, audit and enforce, images, permissions, what cannot be undone), then every resource. It changes nothing in AWS. A stack that cannot be planned does not keep the others from being planned. Before the first sign-and-push, the stacks that run its images are planned after it.',
    'Where a report of the sweep can be read, or --report names one, it also says what the change means for what runs, without verifying anything; what that does not show, image-trust preview verifies. A report that cannot be read is one line on stderr, and changes no exit code.',
    'docs/plan-review.md explains how to read a plan, and how to have it in pull requests. With --json, it prints {"version", "deployment", …}, the summary that the text is made from.',
  ],
  needs: `Terraform ${OLDEST_TERRAFORM} or later, and AWS credentials that may read the state and what the stacks hold. To say what the change means for what runs: s3:GetObject and s3:ListBucket on the bucket of reports, and s3:GetObject on the bucket of the trust document.`,
  examples: [
    ['Plan a deployment', 'npx image-trust plan --deployment dev'],
    ['Also write a comment for a pull request', 'npx image-trust plan --deployment dev --markdown plan.md'],
    ['List the stacks with jq', "npx image-trust plan --deployment dev --json | jq '.stacks[].stack'"],
  ],
  exitCodes: {
    0: 'nothing would change',
    1: 'an error, a usage error, or an exemption has ended: everything is printed all the same',
    2: 'something would change, as from terraform plan -detailed-exitcode, or nothing is deployed yet',
    3: 'a stack could not be planned: something is missing (Terraform, its AWS provider, cdktf)',
    4: 'a stack could not be planned: AWS or the holder of the state lock refused, or you are not logged in',
    5: 'a stack could not be planned: temporary failure, run the command again',
  },
};
