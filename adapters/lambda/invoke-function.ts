import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/**
 * Invokes a function asynchronously with an event. Throws what the SDK throws.
 * @throws Error when Lambda does not accept the event.
 */
export const functionInvoker =
  (client: LambdaClient, functionName: string) =>
  async (event: string): Promise<void> => {
    const request = { FunctionName: functionName, InvocationType: 'Event' as const, Payload: Buffer.from(event) };
    const { StatusCode } = await client.send(new InvokeCommand(request));
    if (StatusCode !== 202) throw new Error(`lambda:Invoke: expected status 202, found ${StatusCode}`);
  };
