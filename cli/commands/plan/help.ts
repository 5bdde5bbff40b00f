/** What `image-trust plan --help` prints. */
export const HELP = `Usage: image-trust plan [--deployment NAME] [--markdown FILE] [--json] [--lock-timeout SECONDS]

Synthesises the stacks of a deployment, lets Terraform plan each, and tells what would change: first what it means for trust (policies,
signers, exemptions, audit and enforce, images, permissions, what cannot be undone), then every resource. It changes nothing in AWS.
A stack that cannot be planned keeps no other from being planned. docs/plan-review.md says how to read it, and how to have it in pull
requests.

  --deployment NAME       the deployment (else the variable DEPLOYMENT, else the only one)
  --markdown FILE         writes the same as Markdown, too, short enough for one comment of a pull request
  --json                  prints the summary as JSON instead of text
  --lock-timeout SECONDS  how long to wait while somebody else works on a stack's state (60)
  --help                  this text

Needs Terraform 1.10 or later and AWS credentials that may read the state and what the stacks hold.

Exit codes, like those of terraform plan -detailed-exitcode: 0 nothing would change; 1 an error, wrong use, or an exemption that has ended
(everything is printed before); 2 something would change. When a stack could not be planned: 1 failed; 3 something is missing on this
machine (Terraform, its AWS provider, cdktf); 4 refused by AWS or whoever holds the state's lock, also for want of a login; 5 temporary.
`;
