/** What the ARN of a cluster, a task or a task definition names: what follows its last slash. */
export const nameOfArn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
