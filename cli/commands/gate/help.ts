import type { Prose } from '../../shared/options/help';

/** What `image-trust gate --help` says besides its options. */
export const PROSE: Prose = {
  description: [
    'For owners of services, and for whoever is on duty: what the deployment gate does with service deployments (docs/gate.md).',
    'check says whether a service is gated, at which stages, with which time-out, and which of its hooks the gate does not answer. It verifies the images of the present task definition with the same engine, and says what the next deployment would get. Tags are resolved now, so such a verdict is provisional. A break-glass grant in force counts where the table of grants can be read; else it says that grants are not considered.',
    'status lists every service deployment that waits at a pause hook in the clusters that have a gate: since when, until when, what ECS does then, whether the gate answers it, what the gate has announced, and what its images come to now.',
    'With --json, it prints for check {"service", "cluster", "gated", "mode", "stages", "hooks", "taskDefinition", "containers", "next", "because", "grants", "remarks"}; next is "continue", "roll-back", "wait", "not-gated" or "unknown". For status it prints {"clusters", "waiting"}, with {"cluster", "service", "deployment", "hook", "stage", "ours", "since", "until", "timeoutAction", "announced", "containers", "grants"} for each. "grants" has the ids of the break-glass grants that lift the response now; it is null where they were not considered.',
  ],
  needs:
    'AWS credentials that may describe services (check: ecs:DescribeServices, ecs:DescribeTaskDefinition; status: ecs:ListClusters, ecs:ListServices, ecs:ListServiceDeployments, ecs:DescribeServiceDeployments, ecs:DescribeServiceRevisions, ecs:DescribeTaskDefinition, and dynamodb:GetItem on the ledger; both: dynamodb:Query on the table of grants), and for verdicts what image-trust verify needs. Without notation, the ledger or the table of grants, it says what it could not find out.',
  examples: [
    ['Is a service gated, and what would its next deployment get', 'npx image-trust gate check --service prod/web'],
    ['See what waits, and why', 'npx image-trust gate status --deployment dev'],
    [
      'Ask in a pipeline, outside of a checkout',
      'npx image-trust gate check --service prod/web --trust trust.json --json',
    ],
  ],
  exitCodes: {
    0: 'check: the service is gated, and its next deployment would be continued; status: listed',
    1: 'check: the service is not gated, or its next deployment would be rolled back',
    3: 'check: its next deployment would wait, or cannot be foreseen, as where notation is missing',
    4: 'AWS refused, or there is no such service',
  },
};
