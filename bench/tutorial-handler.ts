import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';

const run = promisify(execFile);
// This is a function of its own, though not one of the product's.
// eslint-disable-next-line no-restricted-syntax
const ecr = new ECRClient({});

/** One ECS event, as EventBridge passes it to a function. */
interface TaskEvent {
  readonly detail: { readonly containers: readonly { readonly image: string }[] };
}

const credentials = async (): Promise<readonly [string, string]> => {
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const [user = '', password = ''] = Buffer.from(authorizationData?.[0]?.authorizationToken ?? '', 'base64')
    .toString()
    .split(':');
  return [user, password];
};

/**
 * Does what the handler of AWS's tutorial does for comparison, and no more: one event for each invocation, a new ECR token
 * each time, then `notation verify` for one container after the other, by the image that the event names.
 */
export const handler = async ({ detail }: TaskEvent): Promise<string> => {
  const [user, password] = await credentials();
  for (const { image } of detail.containers) {
    const env = { ...process.env, NOTATION_USERNAME: user, NOTATION_PASSWORD: password };
    await run(process.env['NOTATION_PATH'] ?? 'notation', ['verify', image], { env });
  }
  return 'verified';
};
