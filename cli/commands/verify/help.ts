import type { Prose } from '../../shared/options/help';

/** What `image-trust verify --help` says besides its options. */
export const PROSE: Prose = {
  description: [
    'Verifies images by the policies of a deployment, with the same engine as the functions: images, those that task definitions and Compose files name, and those that ECS runs. All sources of a command line are verified together.',
    'A tag counts as the digest that it names now, so such a verdict is provisional. What runs is verified by the digest that ECS reports, each digest once; without one it is inconclusive, since its tag may name another image by now. A service of a Compose file that is only built has no image: this is said, and nothing is verified for it.',
    'With --json, it prints a list of {"image", "repository", "digest", "verdict", "reason", "cause", "policy", "detail", "signatures", "rejectedSignatures", "container", "source", "running", "provisional"}; "source" is what names the image, null for the command line, and "running" is how many containers run it.',
    'With --junit, untrusted images fail, inconclusive ones are errors, and exempt ones are skipped. With --sarif, there is a result for each image that is untrusted (error) or inconclusive (warning). With --markdown, there is a table with what is wrong first, and what to do. All three files are also written when no image could be verified, such as after a mistake in a file that names images, when a tool is missing, or when AWS refuses: they then say why there are no verdicts.',
  ],
  needs:
    "notation 1.3 on PATH, the AWS Signer plugin and AWS Signer's root certificate, where their installer puts them (NOTATION_LIBEXEC and NOTATION_CONFIG name other places), and AWS credentials that may read the repositories. --task-definition with an ARN needs ecs:DescribeTaskDefinition; --service needs ecs:DescribeServices, ecs:DescribeTaskDefinition, ecs:ListTasks and ecs:DescribeTasks; --running needs ecs:ListTasks and ecs:DescribeTasks.",
  examples: [
    ['Verify what a tag names now', 'npx image-trust verify 111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.4'],
    ['Verify a digest, and see why', 'npx image-trust verify "$REPOSITORY@$DIGEST" --deployment dev --explain'],
    ['Verify in a pipeline', 'npx image-trust verify "$REPOSITORY@$DIGEST" --deployment dev --json > verdicts.json'],
    [
      'Verify a task definition before it is registered, with a report',
      'npx image-trust verify --task-definition web.json --deployment dev --sarif web.sarif',
    ],
    ['Verify what runs', 'npx image-trust verify --running prod --deployment prod'],
  ],
  exitCodes: {
    0: 'all images are trusted or exempt',
    1: 'an image is untrusted',
    3: 'an image is inconclusive, nothing names an image, a tool is missing on this machine (no image was verified), or none is untrusted but a report could not be written',
    4: 'AWS refused: no image was verified',
    130: 'interrupted by Ctrl-C (SIGTERM: 143): no verdict is printed',
  },
};
