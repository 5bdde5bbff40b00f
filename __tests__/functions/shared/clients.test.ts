import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetAuthorizationTokenCommand, type ECRClient } from '@aws-sdk/client-ecr';
import { awsClients } from '../../../functions/shared/clients';

describe('awsClients', () => {
  it('makes one ECR client for each region, however often it is needed', async () => {
    const { ecrFor } = awsClients('eu-west-1');
    expect(ecrFor('us-east-1')).toBe(ecrFor('us-east-1'));
    expect(ecrFor('us-east-1')).not.toBe(ecrFor('eu-west-1'));
    await expect(ecrFor('us-east-1').config.region()).resolves.toBe('us-east-1');
  });

  it('calls every other service in the region of the function', async () => {
    const { dynamodb, ecs, events, s3, sns, sqs } = awsClients('eu-central-1');
    const regions = [dynamodb, s3, ecs(), events(), sns(), sqs()].map(({ config }) => config.region());
    await expect(Promise.all(regions)).resolves.toEqual(regions.map(() => 'eu-central-1'));
  });
});

describe('awsClients on first use', () => {
  it('keeps the client that was made', () => {
    const { ecs, events, sns, sqs } = awsClients('eu-central-1');
    for (const client of [ecs, events, sns, sqs]) expect(client()).toBe(client());
  });
});

describe('awsClients for a service that accepts connections but never answers', () => {
  const own = process.env;
  const wait = setTimeout;
  let server: Server;
  let client: ECRClient;
  let end: AbortController;

  beforeEach(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const keys = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example-secret' };
    process.env = { ...own, ...keys, AWS_ENDPOINT_URL_ECR: `http://127.0.0.1:${port}` };
    end = new AbortController();
    client = awsClients('eu-west-1').ecrFor('eu-west-1');
    await client.config.credentials();
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] });
  });

  afterEach(() => {
    jest.useRealTimers();
    process.env = own;
    end.abort();
    client.destroy();
    server.close();
    server.closeAllConnections();
  });

  /** Advances the time of the client by these seconds, faster than they pass, until the client has failed. */
  const passTime = async (seconds: number, failed: () => boolean): Promise<void> => {
    for (let tenths = 0; tenths < seconds * 10 && !failed(); tenths += 1) {
      await jest.advanceTimersByTimeAsync(100);
      await new Promise((resolve) => wait(resolve, 2));
    }
  };

  it('fails after three attempts, long before an invocation ends', async () => {
    let failure: unknown;
    const sent = client.send(new GetAuthorizationTokenCommand({}), { abortSignal: end.signal });
    sent.catch((error: unknown) => (failure = error));
    await passTime(25, () => failure !== undefined);
    expect(failure).toMatchObject({ name: 'TimeoutError', $metadata: { attempts: 3 } });
  });
});
