import type { Prose } from '../../shared/options/help';

/** What `image-trust sample --help` says besides its options. */
export const PROSE: Prose = {
  description: [
    "Starts a sample task of a deployment on Fargate, waits until the verifier has verified it, prints the verdict and stops the task. If the task stops before, it prints why, with the reasons and exit codes of its containers. The verdict is read from the verifier's ledger.",
    'With --json, it prints {"deployment", "variant", "task", "image", "digest", "verdict", "reason", "cause", "stop"}; image, digest and verdict are null if no verdict came in time, and stop is null unless the task stopped by itself or was stopped by the verifier: {"code", "reason", "containers"}.',
  ],
  needs:
    "AWS credentials that may run, describe and stop tasks (ecs:RunTask, ecs:DescribeTasks, ecs:StopTask, iam:PassRole of the sample's execution role) and read the ledger (dynamodb:GetItem).",
  examples: [
    ['Start the signed task, and see that it is trusted', 'npx image-trust sample signed --deployment dev'],
    ['Watch the verifier stop the unsigned task', 'npx image-trust sample unsigned --deployment dev --keep'],
  ],
  exitCodes: {
    0: 'trusted or exempt',
    1: 'untrusted',
    3: 'inconclusive, or no verdict in time',
    4: 'the task could not be started or followed',
  },
};
