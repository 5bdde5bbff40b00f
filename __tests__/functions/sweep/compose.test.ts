import { ECSClient } from '@aws-sdk/client-ecs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { paceCalls } from '../../../adapters/ecs/pace-calls';
import { sweepEnvironment } from '../../../contracts/functions/sweep-environment';
import { parseSweepSettings } from '../../../contracts/functions/sweep-settings';
import { functionEngine } from '../../../functions/shared/engine';
import { canaryVerifier } from '../../../functions/sweep/canary';
import { composeSweep } from '../../../functions/sweep/compose';
import { LIMITS } from '../../../functions/shared/client-limits';
import { aDeployment } from '../../support/deployment/deployment';
import { CLUSTER, TRUST_SHA256 } from '../../support/domain/domain';

jest.mock('../../../adapters/ecs/pace-calls', () => ({
  paceCalls: jest.fn(jest.requireActual<{ paceCalls: typeof paceCalls }>('../../../adapters/ecs/pace-calls').paceCalls),
}));

jest.mock('../../../functions/shared/engine', () => ({
  functionEngine: jest.fn(() => ({ verifyImage: jest.fn(), verifyAfresh: jest.fn() })),
}));
jest.mock('../../../functions/sweep/canary', () => ({ canaryVerifier: jest.fn() }));

const SWEEP = '2026-03-01T11:00:00.000Z';
const patient = { ecs: mockClient(ECSClient), s3: mockClient(S3Client), lambda: mockClient(LambdaClient) };
const clients = { ...patient, sqs: mockClient(SQSClient) };

beforeEach(() => {
  for (const mocked of [paceCalls, functionEngine, canaryVerifier]) jest.mocked<typeof mocked>(mocked).mockClear();
  for (const client of Object.values(clients)) client.reset();
});

const portsFor = (everyMinutes = 60) => {
  const trustKey = `trust/${TRUST_SHA256}.json`;
  const environment = sweepEnvironment({ deployment: aDeployment(), trustKey, ownerTag: 'owner', everyMinutes });
  const set = { AWS_REGION: 'eu-west-1', AWS_LAMBDA_FUNCTION_NAME: 'dev-image-trust-sweep' };
  return composeSweep(parseSweepSettings({ ...environment, ...set })).ports;
};

/** The client that made the only call. */
const callerOf = (mock: { readonly calls: () => readonly { readonly thisValue: unknown }[] }) =>
  mock.calls()[0]?.thisValue as ECSClient;

describe('composeSweep', () => {
  it.each([
    [15, 1.25],
    [60, 5],
    [1440, 10],
  ])('of every %d minutes makes at most %d calls of ECS per second', async (everyMinutes, callsPerSecond) => {
    clients.ecs.resolves({});
    await portsFor(everyMinutes).listTasks(CLUSTER, () => undefined);
    expect(callerOf(clients.ecs)).toBe(jest.mocked(paceCalls).mock.results[0]?.value);
    expect(jest.mocked(paceCalls).mock.calls.map(([, pace]) => pace)).toEqual([callsPerSecond]);
  });

  it('counts the messages of the launch function that wait, are being handled, or are delayed', async () => {
    clients.sqs.resolves({
      Attributes: {
        ApproximateNumberOfMessages: '100',
        ApproximateNumberOfMessagesNotVisible: '20',
        ApproximateNumberOfMessagesDelayed: '3',
      },
    });
    await expect(portsFor().countWaiting()).resolves.toBe(123);
  });

  it('verifies without reusing a verdict, what runs and canary images, so that revocation is asked anew', () => {
    const { verifyAfresh } = portsFor();
    const engine = jest.mocked(functionEngine).mock.results[0]?.value as ReturnType<typeof functionEngine>;
    expect(verifyAfresh).toBe(engine.verifyAfresh);
    expect(jest.mocked(canaryVerifier).mock.calls[0]?.[1].verifyAfresh).toBe(engine.verifyAfresh);
  });

  it('repeats calls of ECS, S3 and Lambda for longer than other functions, since nobody waits', async () => {
    for (const client of Object.values(patient)) client.resolves({ StatusCode: 202 });
    const { listClusters, keepState, invokeAgain } = portsFor();
    await Promise.all([listClusters(), keepState(SWEEP, '{}'), invokeAgain({ sweep: SWEEP, invocation: 2 })]);
    for (const client of Object.values(patient))
      expect(await callerOf(client).config.maxAttempts()).toBeGreaterThan(LIMITS.maxAttempts);
  });
});
