import type { Prose } from '../../shared/options/help';

/** What `image-trust preview --help` says besides its options. */
export const PROSE: Prose = {
  description: [
    'Says what the deployment file in the working tree would do to what runs: what enforce would stop, roll back or hold at the gate, and what a changed policy, an ended exemption or a removed signer would make untrusted. It changes nothing, and nothing has to be deployed.',
    'Each image that runs is verified once by the deployment file, with your credentials and the same engine as the functions. The current verdicts come from the latest report of the sweep, where it can be read, or from the report that --report names; without them, what changes is not known. What could not be verified is "not known", never good. Every exemption is also previewed as if it had ended. Break-glass grants, the stop budget, and whether a service has a pause hook are not considered.',
    'With --json, it prints {"version", "deployment", "trustDocument", "reportOf", "running", "untrusted", "enforced", "notKnown", "passes", "unaffected", "unread", "owners", "clusters", "exemptions"}; an owner and an exemption have "findings", one for each image in each service.',
  ],
  needs:
    'ecs:ListClusters, ecs:ListServices, ecs:DescribeServices, ecs:ListTasks and ecs:DescribeTasks (not with --report), s3:GetObject and s3:ListBucket on the bucket of reports for the current verdicts, and what image-trust verify needs.',
  examples: [
    ['See what enforce would break', 'npx image-trust preview --deployment prod'],
    ['Comment on a pull request', 'npx image-trust preview --deployment prod --markdown > preview.md'],
    ['Preview what a saved report lists', 'npx image-trust preview --report report.json --fail-on untrusted'],
  ],
  exitCodes: {
    0: 'printed; with --fail-on: and nothing is wrong',
    1: 'failed; with --fail-on: something would be untrusted',
    3: 'a tool is missing on this machine; with --fail-on inconclusive: something could not be verified, and nothing would be untrusted',
    4: 'AWS refused',
    130: 'interrupted by Ctrl-C (SIGTERM: 143): nothing is printed',
  },
};
