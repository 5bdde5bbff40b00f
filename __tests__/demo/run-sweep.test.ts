import { verifierNames } from '../../contracts/naming/resource-names';
import { reportKeys } from '../../contracts/report/report-format';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DEMO_DEPLOYMENT, toDeployment } from '../../demo/demo-deployment';
import { REPORT_BUCKET } from '../../demo/demo-environment';
import { functionNameOf } from '../../demo/demo-functions';
import { deliverNotices } from '../../demo/deliver-notices';
import { runSweep, runSweepIn, takeNotices } from '../../demo/run-sweep';
import type { EmulatedAws } from '../../testing/aws/emulated-aws';
import type { HostedFunction, Invocation } from '../../testing/lambda/function-host';
import { cleanReport } from '../support/report/clean-report';
import { startAwsAlone, wireSettings } from '../testing/aws/wire-settings';

const DEPLOYMENT = toDeployment(DEMO_DEPLOYMENT);
const { queue, notifyQueue } = verifierNames(DEPLOYMENT);

let aws: EmulatedAws;

beforeAll(async () => {
  aws = await startAwsAlone();
});

beforeEach(() => aws.clear());

afterAll(() => aws.stop());

const returned = (result: unknown = null): Invocation => ({ kind: 'returned', result, requestId: 'id', logs: [] });

const failed: Invocation = {
  kind: 'failed',
  error: { name: 'Error', message: 'out of memory' },
  requestId: 'id',
  logs: [],
};

const send = (to: string, body: string) =>
  new SQSClient(wireSettings(aws)).send(new SendMessageCommand({ QueueUrl: aws.queueUrl(to), MessageBody: body }));

interface SweepEvent {
  readonly sweep: string;
  readonly invocation?: number;
}

/** A sweep function that asks for one further invocation, sends a message, and then writes its report. */
const sweepFunction = (events: SweepEvent[]): Pick<HostedFunction, 'invoke'> => ({
  invoke: async (event) => {
    const { sweep, invocation } = event as SweepEvent;
    events.push({ sweep, ...(invocation !== undefined && { invocation }) });
    if (invocation === undefined) {
      const Payload = JSON.stringify({ version: 1, sweep, invocation: 2 });
      const FunctionName = functionNameOf(DEPLOYMENT, 'sweep');
      const again = new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload });
      await new LambdaClient(wireSettings(aws)).send(again);
      return returned();
    }
    await send(queue, 'found');
    const { json, html } = reportKeys(sweep);
    aws.putObject(REPORT_BUCKET, json, Buffer.from(JSON.stringify(cleanReport({ sweep }))));
    aws.putObject(REPORT_BUCKET, html, Buffer.from('<html>'));
    return returned();
  },
});

describe('runSweep', () => {
  it('runs the further invocations that the function asks for; returns the report, the page and the messages', async () => {
    const events: SweepEvent[] = [];
    const run = await runSweepIn({ aws }, sweepFunction(events));
    const [{ sweep } = { sweep: '' }] = events;
    expect(events).toEqual([{ sweep }, { sweep, invocation: 2 }]);
    expect(run).toMatchObject({ report: { sweep }, page: '<html>', found: ['found'] });
    expect(run.invocations).toHaveLength(2);
  });

  it('stops its instance, also when the function fails', async () => {
    const stop = jest.fn(() => Promise.resolve());
    const instance = { invoke: () => Promise.resolve(failed), stop } as unknown as HostedFunction;
    const running = runSweep({ aws, startSweep: () => Promise.resolve(instance) });
    await expect(running).rejects.toThrow('the sweep function failed: out of memory');
    expect(stop).toHaveBeenCalledTimes(1);
  });

  it('rejects when the function writes no report', async () => {
    const silent = { invoke: () => Promise.resolve(returned()) };
    await expect(runSweepIn({ aws }, silent)).rejects.toThrow(/expected the sweep to write reports\/.*report\.json/);
  });
});

describe('deliverNotices', () => {
  const start = (result: unknown) => {
    const instance = { invoke: jest.fn(() => Promise.resolve(returned(result))), stop: jest.fn(async () => undefined) };
    return { instance, startNotify: () => Promise.resolve(instance as unknown as HostedFunction) };
  };

  it('delivers each waiting message once, and stops its instance', async () => {
    for (const body of ['one', 'two']) await send(notifyQueue, body);
    const { instance, startNotify } = start({ batchItemFailures: [] });
    await expect(deliverNotices({ aws, startNotify })).resolves.toHaveLength(2);
    expect(instance.stop).toHaveBeenCalledTimes(1);
    expect(takeNotices({ aws })).toEqual([]);
  });

  it('rejects when the function does not finish with a message', async () => {
    await send(notifyQueue, 'one');
    const { instance, startNotify } = start({ batchItemFailures: [{ itemIdentifier: '0' }] });
    await expect(deliverNotices({ aws, startNotify })).rejects.toThrow(
      'expected the notify function to finish with one',
    );
    expect(instance.stop).toHaveBeenCalledTimes(1);
  });
});
