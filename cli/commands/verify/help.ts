import type { Prose } from '../../shared/options/help';

/** What `image-trust verify --help` says besides its options. */
export const PROSE: Prose = {
  description: [
    'Verifies images by the policies of a deployment, with the same engine as the functions.',
    'With --json, it prints a list of {"image", "repository", "digest", "verdict", "reason", "cause", "policy", "detail", "signatures", "rejectedSignatures"}.',
  ],
  needs:
    "notation 1.3 on PATH, the AWS Signer plugin and AWS Signer's root certificate, where their installer puts them (NOTATION_LIBEXEC and NOTATION_CONFIG name other places), and AWS credentials that may read the repositories.",
  examples: [
    ['Verify what a tag names now', 'npx image-trust verify 111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.4'],
    ['Verify a digest, and see why', 'npx image-trust verify "$REPOSITORY@$DIGEST" --deployment dev --explain'],
    ['Verify in a pipeline', 'npx image-trust verify "$REPOSITORY@$DIGEST" --deployment dev --json > verdicts.json'],
  ],
  exitCodes: {
    0: 'all images are trusted or exempt',
    1: 'an image is untrusted',
    3: 'an image is inconclusive, or a tool is missing on this machine: no image could be verified',
    130: 'interrupted by Ctrl-C (SIGTERM: 143): no verdict is printed',
  },
};
