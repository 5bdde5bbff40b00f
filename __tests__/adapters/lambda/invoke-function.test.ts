import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { functionInvoker } from '../../../adapters/lambda/invoke-function';
import { awsFailure } from '../../support/aws/aws-failure';

const lambda = mockClient(LambdaClient);
const invoke = functionInvoker(new LambdaClient({ region: 'eu-west-1' }), 'dev-image-trust-sweep');

beforeEach(() => {
  lambda.reset();
});

describe('functionInvoker', () => {
  it('invokes the function with the event, and does not wait for it', async () => {
    lambda.on(InvokeCommand).resolves({ StatusCode: 202 });
    await invoke('{"version":1}');
    expect(lambda.commandCalls(InvokeCommand).map(({ args }) => args[0].input)).toEqual([
      { FunctionName: 'dev-image-trust-sweep', InvocationType: 'Event', Payload: Buffer.from('{"version":1}') },
    ]);
  });

  it('throws when Lambda does not accept the event', async () => {
    lambda.on(InvokeCommand).resolves({ StatusCode: 200 });
    await expect(invoke('{}')).rejects.toThrow('lambda:Invoke: expected status 202, found 200');
  });

  it('throws what Lambda throws', async () => {
    lambda.on(InvokeCommand).rejects(awsFailure('TooManyRequestsException'));
    await expect(invoke('{}')).rejects.toThrow('the call failed');
  });
});
