import { MEANING } from '../../shared/exit-codes';
import type { Prose } from '../../shared/options/help';

/** What `image-trust sign-and-push --help` says besides its options. */
export const PROSE: Prose = {
  description: [
    'Builds or copies the images of a deployment, pushes them, signs each by digest (of an index each platform as well), verifies the signatures, and writes repository, tag, digest and signer to deployments/NAME.lock.json, which you commit. The tag of an image is the hash of everything that it is made from: an image that is unchanged, in the registry and signed is left alone.',
    'With --json, it prints a list of {"name", "reference", "done", "signed"}: for each image, what was done (nothing, signed, described or pushed). With --dry-run --json, it prints the plan.',
  ],
  needs:
    "a builder, notation 1.3 with the AWS Signer plugin and AWS Signer's root certificate where their installer puts them, and AWS credentials that may push to the repositories and use the signing profile (signer:SignPayload).",
  examples: [
    ['Build, push and sign everything', 'npx image-trust sign-and-push --deployment dev'],
    ['See the plan', 'npx image-trust sign-and-push --deployment dev --dry-run'],
    ['Build one image with podman', 'npx image-trust sign-and-push --deployment dev --image verifier --builder podman'],
  ],
  exitCodes: {
    0: 'done, or nothing to do',
    1: 'failed',
    3: 'something is missing on this machine: a builder, notation, an AWS login, outputs, disk space',
    4: 'AWS or the registry refused',
    5: MEANING[5],
  },
};
