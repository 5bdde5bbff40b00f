import type { Prose } from '../../shared/options/help';

/** What `image-trust sample --help` says besides its options. */
export const PROSE: Prose = {
  description: [
    "Starts a sample task of a deployment on Fargate, waits until the verifier has verified it, prints the verdict and stops the task. If the task stops before, it prints why, with the reasons and exit codes of its containers. The verdict is read from the verifier's ledger.",
    "With service, it creates a service of one task whose deployment waits for the deployment gate, follows it until it is continued or rolled back, prints the answer and a timeline, and removes the service, also after Ctrl-C. The sample's cluster needs a gate, and mode enforce for the unsigned one.",
    'With --json, it prints {"deployment", "variant", "task", "image", "digest", "verdict", "reason", "cause", "stop"}; image, digest and verdict are null if no verdict came in time, and stop is null unless the task stopped by itself or was stopped by the verifier: {"code", "reason", "containers"}. For a service it prints {"deployment", "variant", "stage", "service", "serviceDeployment", "answer", "answeredBy", "because", "announced", "timeline"}; answer is "continued", "rolled-back", "timed-out", "not-held", or null if none came in time.',
  ],
  needs:
    "AWS credentials that may run, describe and stop tasks (ecs:RunTask, ecs:DescribeTasks, ecs:StopTask, iam:PassRole of the sample's execution role; for a service ecs:CreateService, ecs:DeleteService, ecs:ListServiceDeployments, ecs:DescribeServiceDeployments) and read the ledger (dynamodb:GetItem).",
  examples: [
    ['Start the signed task, and see that it is trusted', 'npx image-trust sample signed --deployment dev'],
    ['Watch the verifier stop the unsigned task', 'npx image-trust sample unsigned --deployment dev --keep'],
    ['Watch the gate roll back the unsigned service', 'npx image-trust sample service unsigned --deployment dev'],
  ],
  exitCodes: {
    0: 'trusted or exempt; service: continued',
    1: 'untrusted; service: rolled back',
    3: 'inconclusive, or no verdict or answer in time',
    4: 'the task or service could not be started or followed',
  },
};
