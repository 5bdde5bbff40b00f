import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, Metrics } from '@aws-lambda-powertools/metrics';
import pLimit from 'p-limit';
import { dynamoLedger } from '../../adapters/dynamodb/ledger';
import { dynamoStopBudget } from '../../adapters/dynamodb/stop-budget';
import { taskDescriber } from '../../adapters/ecs/describe-task';
import { taskStopper } from '../../adapters/ecs/stop-task';
import { engineFor, type Engine, type EngineParts } from '../../adapters/engine';
import { runProcess } from '../../adapters/process';
import { eventAnnouncer, topicAnnouncer, verdictRecorder } from '../../adapters/responders';
import { trustDocumentReader } from '../../adapters/s3/read-trust-document';
import { visibilityExtender } from '../../adapters/sqs/extend-visibility';
import type { LaunchSettings } from '../../contracts/functions/launch-settings';
import type { AddressedTrustDocument } from '../../verification';
import { awsClients, type AwsClients } from '../shared/clients';
import { handleTask, type HandleTaskPorts } from './handle-task';
import type { HandleRecordPorts } from './handle-record';
import { serialiser } from '../shared/serialise';

/** A run of notation that takes longer is killed; the plugin's own three attempts take up to five seconds. */
const DEADLINE_MS = 10_000;

/** How many runs of notation there are at a time. */
const RUNS_AT_A_TIME = 4;

/** The function's own time: how much is left of the present invocation, in milliseconds. */
export interface Invocation {
  remaining: () => number;
}

/** The launch function's composition: everything is made once here, and kept between invocations. */
export interface Launch {
  readonly handling: HandleRecordPorts;
  readonly invocation: Invocation;
  readonly metrics: Metrics;
}

const engineParts = (
  settings: LaunchSettings,
  clients: AwsClients,
  { metrics, invocation }: Omit<Launch, 'handling'>,
): EngineParts => ({
  settings: {
    notation: settings.notationPath,
    plugins: settings.notationLibexec,
    rootCertificate: settings.signerRootCertificate,
    temporary: tmpdir(),
    deadlineMs: DEADLINE_MS,
    statement: `image-trust-${randomUUID()}`,
  },
  ports: {
    run: runProcess,
    environment: process.env,
    keys: () => clients.ecs.config.credentials(),
    remaining: () => invocation.remaining(),
    limit: pLimit(RUNS_AT_A_TIME),
    onRun: (milliseconds) => {
      metrics.addMetric('VerificationRuns', MetricUnit.Count, 1);
      metrics.addMetric('VerificationDuration', MetricUnit.Milliseconds, milliseconds);
    },
  },
  ecrClientFor: clients.ecrFor,
  now: Date.now,
  onRemembered: () => {
    metrics.addMetric('VerdictsRemembered', MetricUnit.Count, 1);
  },
});

/** One engine for each trust document, made when it is first judged by. */
const engines = (parts: EngineParts): ((addressed: AddressedTrustDocument) => Engine) => {
  const made = new Map<string, Engine>();
  return (addressed) => {
    const engine = made.get(addressed.sha256) ?? engineFor(addressed, parts);
    made.set(addressed.sha256, engine);
    return engine;
  };
};

const respondingFor = (
  settings: LaunchSettings,
  clients: AwsClients,
  { logger, metrics }: { readonly logger: Logger; readonly metrics: Metrics },
): HandleTaskPorts['respondingFor'] => {
  const ledger = { client: clients.dynamodb, table: settings.ledgerTable, now: Date.now };
  const ports = {
    now: Date.now,
    ledger: dynamoLedger(ledger),
    spendStop: dynamoStopBudget(ledger),
    describeTask: taskDescriber(clients.ecs),
    stopTask: taskStopper(clients.ecs),
  };
  const { topicArn } = settings;
  return (trustDocument) => {
    const source = { deployment: settings.deployment, trustDocument };
    return {
      ...ports,
      channels: [
        { name: 'log', listensFrom: 'recorded', announce: verdictRecorder({ logger, metrics, source }) },
        { name: 'event', listensFrom: 'reported', announce: eventAnnouncer(clients.events, source) },
        { name: 'topic', listensFrom: 'reported', announce: topicAnnouncer({ client: clients.sns, topicArn, source }) },
      ],
    };
  };
};

/** Puts the launch function together from its settings. */
export const composeLaunch = (settings: LaunchSettings): Launch => {
  const clients = awsClients(settings.region);
  const logger = new Logger({ serviceName: settings.deployment });
  const metrics = new Metrics({ namespace: 'ImageTrust', serviceName: settings.deployment });
  const invocation: Invocation = { remaining: () => 0 };
  const handling: HandleTaskPorts = {
    readTrustDocument: trustDocumentReader(clients.s3, { bucket: settings.trustBucket, key: settings.trustKey }),
    engineFor: engines(engineParts(settings, clients, { metrics, invocation })),
    describeTask: taskDescriber(clients.ecs),
    respondingFor: respondingFor(settings, clients, { logger, metrics }),
    onRefused: (reason) => {
      logger.error('The trust document cannot be used', { error: reason as Error });
      metrics.addMetric('TrustDocumentRefused', MetricUnit.Count, 1);
    },
  };
  const returnMessage = visibilityExtender(clients.sqs);
  return {
    invocation,
    metrics,
    handling: {
      lastAttempt: settings.maxReceiveCount,
      handle: (message) => handleTask(message, handling),
      serialise: serialiser(),
      extendVisibility: (receiptHandle, seconds) =>
        returnMessage({ queueUrl: settings.queueUrl, receiptHandle }, seconds),
      logger,
    },
  };
};
