import { OLDEST_TERRAFORM } from '../../../contracts/naming/oldest-terraform';
import { MEANING } from '../../shared/exit-codes';
import type { Prose } from '../../shared/options/help';

/** What `image-trust deploy --help` says besides its options. */
export const PROSE: Prose = {
  description: [
    'Deploys a deployment: the signing stack, then its images by sign-and-push, then the verifier stack and the sample stack. Before it asks for approval, it shows its plan as npx image-trust plan prints it; what the plan lists as "cannot be undone" needs --allow-irreversible, also with --auto-approve. It stops at the first failure, says what is wrong and what to do, and prints the command that resumes. It leaves alone what is already there, so you can run it again at any time.',
    'The outputs of the stacks go to deployments/NAME.outputs.json (signing), NAME.verifier.outputs.json and NAME.sample.outputs.json.',
    'With --json, it prints {"deployment", "account", "region", "stacks", "images", "next"} when everything is deployed: each stack with its outputs, the images in the lock, and the next command. With --dry-run --json, it prints {"deployment", "steps"}.',
  ],
  needs: `Terraform ${OLDEST_TERRAFORM} or later, AWS credentials that may create what the stacks hold, and what sign-and-push needs.`,
  examples: [
    ['See the plan, then deploy everything after one question', 'npx image-trust deploy --deployment dev'],
    ['See the steps first', 'npx image-trust deploy --deployment dev --dry-run'],
    [
      'Deploy the verifier again, in a pipeline',
      'npx image-trust deploy --deployment dev --only verifier --auto-approve',
    ],
    ['Build the images with podman', 'npx image-trust deploy --deployment dev -- --builder podman'],
  ],
  exitCodes: {
    0: 'deployed',
    1: 'a step failed, you did not approve, or the plan has what cannot be undone and --allow-irreversible is missing',
    3: 'something is missing on this machine: Terraform, its AWS provider, cdktf, a builder, notation, disk space',
    4: 'AWS, the registry or the holder of the state lock refused, or you are not logged in',
    5: MEANING[5],
  },
};
