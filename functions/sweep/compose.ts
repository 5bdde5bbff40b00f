import { setTimeout as sleep } from 'node:timers/promises';
import { ECSClient } from '@aws-sdk/client-ecs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import { batchedItems } from '../../adapters/dynamodb/batched-items';
import { dynamoLedger } from '../../adapters/dynamodb/ledger';
import { entriesReader } from '../../adapters/dynamodb/recall-entries';
import { inventoryPorts } from '../../adapters/ecs/inventory';
import { paceCalls } from '../../adapters/ecs/pace-calls';
import { functionInvoker } from '../../adapters/lambda/invoke-function';
import { loadPageClient } from '../../adapters/report-page/load-page-client';
import { renderReportPage } from '../../adapters/report-page/render-report-page';
import { reportStore } from '../../adapters/s3/report-store';
import { trustDocumentReader } from '../../adapters/s3/read-trust-document';
import { messageCounter } from '../../adapters/sqs/sample-messages';
import { messageSender } from '../../adapters/sqs/send-messages';
import { formatFoundTask } from '../../contracts/events/found-task-event';
import { formatSweptNotice } from '../../contracts/events/notice-format';
import { formatSweepInput } from '../../contracts/functions/sweep-input';
import { mostSweepsAtOnce } from '../../contracts/functions/sweep-limits';
import type { SweepSettings } from '../../contracts/functions/sweep-settings';
import { reportKeys } from '../../contracts/report/report-format';
import { once } from '../../verification';
import { awsClients, type AwsClients } from '../shared/clients';
import { functionEngine } from '../shared/engine';
import { readGrantsFrom } from '../shared/read-grants';
import { telemetryOf } from '../shared/telemetry';
import { canaryVerifier } from './canary';
import { sweepObserver } from './observe';
import type { SweepPorts } from './sweep-ports';

/** Nobody waits for a sweep, so a throttled call is repeated for longer than in the launch function. */
const PATIENT = {
  maxAttempts: 8,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
} as const;

/**
 * ECS answers 20 ListTasks and DescribeTasks per second, and as many ListServices and DescribeServices, to the whole account
 * and region; half of that is left to others, and the sweeps that may run at once share the other half.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html
 */
const ECS_CALLS_PER_SECOND = 10;

const pacedEcs = ({ region, everyMinutes }: SweepSettings): ECSClient =>
  paceCalls(new ECSClient({ ...PATIENT, region }), ECS_CALLS_PER_SECOND / mostSweepsAtOnce(everyMinutes), {
    now: Date.now,
    sleep,
  });

type Sending = Pick<SweepPorts, 'countWaiting' | 'sendFound' | 'announceSwept' | 'invokeAgain'>;

const sendingPorts = (settings: SweepSettings, { sqs }: AwsClients): Sending => {
  const { region, queueUrl, notifyQueueUrl, functionName } = settings;
  const lambda = once(() => new LambdaClient({ ...PATIENT, region }));
  return {
    countWaiting: async () => {
      const { waiting, hidden, delayed } = await messageCounter(sqs())(queueUrl);
      return waiting + hidden + delayed;
    },
    sendFound: (sweep, found) => messageSender(sqs(), queueUrl)(found.map((each) => formatFoundTask(sweep, each))),
    announceSwept: async (sweep) => {
      if (notifyQueueUrl === undefined) return;
      await messageSender(sqs(), notifyQueueUrl)([formatSweptNotice({ sweep, reportKey: reportKeys(sweep).json })]);
    },
    invokeAgain: (input) => functionInvoker(lambda(), functionName)(formatSweepInput(input)),
  };
};

/** The sweep function's parts: made once and kept between invocations. */
export interface Sweep {
  readonly ports: SweepPorts;
  readonly metrics: Metrics;
}

/** Puts the sweep function together from its settings. */
export const composeSweep = (settings: SweepSettings): Sweep => {
  const { region, deployment, ledgerTable, trustBucket, trustKey } = settings;
  const clients = awsClients(region);
  const telemetry = telemetryOf(deployment);
  const engine = functionEngine(settings, clients, telemetry.metrics);
  const table = { client: clients.dynamodb, table: ledgerTable, now: Date.now };
  const pageClient = once(loadPageClient);
  const { verifyAfresh } = engine;
  const send = (body: string): Promise<void> => messageSender(clients.sqs(), settings.queueUrl)([body]);
  return {
    metrics: telemetry.metrics,
    ports: {
      now: Date.now,
      readTrustDocument: trustDocumentReader(clients.s3, { bucket: trustBucket, key: trustKey }),
      ...inventoryPorts(pacedEcs(settings), settings.ownerTag),
      verifyAfresh,
      verifyCanaries: canaryVerifier(settings.canaries, { now: Date.now, verifyAfresh, send, ...telemetry }),
      recallEntries: entriesReader(dynamoLedger(table, batchedItems(table))),
      readGrants: readGrantsFrom({ client: clients.dynamodb, table: settings.grantTable }, telemetry),
      renderPage: async (report) => renderReportPage(report, await pageClient()),
      ...reportStore(new S3Client({ ...PATIENT, region }), settings.reportBucket),
      ...sendingPorts(settings, clients),
      ...sweepObserver(telemetry),
    },
  };
};
