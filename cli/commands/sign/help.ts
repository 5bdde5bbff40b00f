import { MEANING } from '../../shared/exit-codes';
import type { Prose } from '../../shared/options/help';

/** What `image-trust sign --help` says besides its options. */
export const PROSE: Prose = {
  description: [
    'Signs your own images with a signing profile, and verifies what it signed. Of an image index, it signs the index and each platform that the index lists. It leaves alone what already has a good signature, so you can run it again at any time.',
    'With --json, it prints a list of {"reference", "profileVersionArn", "signedNow", "signedBefore"}: for each image, how many digests were signed now and how many before.',
  ],
  needs:
    'notation 1.3 with the AWS Signer plugin, docker with buildx or skopeo, and AWS credentials that may use the profile (signer:SignPayload) and push to the repository.',
  examples: [
    ['Sign with the profile of a deployment', 'npx image-trust sign "$REPOSITORY@$DIGEST" --deployment dev'],
    ['Sign with a profile by its ARN', 'npx image-trust sign "$REPOSITORY@$DIGEST" --profile "$PROFILE_ARN"'],
  ],
  exitCodes: {
    0: 'everything is signed and verified',
    1: 'failed',
    3: 'something is missing on this machine: notation, a builder, an AWS login, outputs, disk space',
    4: 'AWS or the registry refused',
    5: MEANING[5],
  },
};
