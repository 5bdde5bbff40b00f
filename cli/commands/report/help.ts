import type { Prose } from '../../shared/options/help';

/** What `image-trust report --help` says besides its options. */
export const PROSE: Prose = {
  description: [
    'Says what runs in the account and region of a deployment, and whether it is trusted: coverage first, then what is untrusted, what could not be verified, exemptions and break-glass grants with the days left, and what changed since the previous report.',
    'It fetches the latest report of the sweep, and says how old it is. It warns about one that is older than two periods of the sweep, or older than a day where the sweep is off. With --now, or where there is no report yet, it makes one from what runs, with your credentials and the same engine as the functions. Then the trust document is the one that the latest report names; if there is none, or it cannot be read, the deployment file in the working tree decides, and the report says so. Such a report shows as not known when a verdict was first seen, whether it was announced, and break-glass grants.',
    'image-trust makes the page from the JSON of the report on this machine, and never opens a page from the bucket. CSV has one row for each container; a cell that a spreadsheet could take for a formula begins with an apostrophe. With --json, it prints the document that contracts/schema/generated/report.schema.json describes; docs/report.md explains its fields.',
  ],
  needs:
    's3:GetObject and s3:ListBucket on the bucket of reports; where they are denied, it fails and says so, unless --now is given. A report from what runs needs ecs:ListClusters, ecs:ListServices, ecs:DescribeServices, ecs:ListTasks and ecs:DescribeTasks, and what image-trust verify needs.',
  examples: [
    ['See what is untrusted', 'npx image-trust report --deployment prod'],
    ['Open the page', 'npx image-trust report --deployment prod --open'],
    ['Keep a report for an auditor', 'npx image-trust report --deployment prod --output report.html'],
    ['Ask in a pipeline', 'npx image-trust report --deployment prod --now --fail-on not-covered'],
  ],
  exitCodes: {
    0: 'the report was printed or written; with --fail-on: and nothing is wrong',
    1: 'failed; with --fail-on: something is untrusted',
    3: 'a tool is missing on this machine; with --fail-on not-covered: something could not be verified or the report is old, and nothing is untrusted',
    4: 'AWS refused',
    130: 'interrupted by Ctrl-C (SIGTERM: 143): nothing is printed',
  },
};
