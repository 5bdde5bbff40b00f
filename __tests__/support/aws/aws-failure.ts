/** An error as the AWS SDK throws it: its name is the service's code. */
export const awsFailure = (name: string, message = 'the call failed'): Error =>
  Object.assign(new Error(message), { name });
