import type { Prose } from '../../shared/options/help';

/** What `image-trust policies --help` says besides its options. */
export const PROSE: Prose = {
  description: [
    'Prints the IAM policies that people and pipelines need to plan, deploy and run the sample of a deployment, filled in with its account, region, names and repositories. It reads the deployment file only, and changes nothing in AWS. Each policy fits into one managed policy; where a purpose needs more, its policies are numbered.',
    'docs/deploying.md says who needs which of them. With --json, it prints {"deployment", "policies"}: for each policy its name, purpose, number of characters and document.',
  ],
  examples: [
    ['Print the policies', 'npx image-trust policies --deployment dev'],
    ['Write each to a file', 'npx image-trust policies --deployment dev --output policies'],
    ['See how long they are', "npx image-trust policies --deployment dev --json | jq '.policies[].characters'"],
  ],
  exitCodes: { 0: 'printed or written', 1: 'a file could not be written' },
};
