import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { Engine } from '../../adapters/engine';
import { batchedItems } from '../../adapters/dynamodb/batched-items';
import { dynamoLedger } from '../../adapters/dynamodb/ledger';
import { dynamoStopBudget } from '../../adapters/dynamodb/stop-budget';
import { deploymentDescriber } from '../../adapters/ecs/describe-deployment';
import { revisionDescriber } from '../../adapters/ecs/describe-revision';
import { taskDescriber } from '../../adapters/ecs/describe-task';
import { deploymentLister } from '../../adapters/ecs/list-deployments';
import { deploymentStopper } from '../../adapters/ecs/stop-deployment';
import { taskStopper } from '../../adapters/ecs/stop-task';
import { eventAnnouncer, notifyAnnouncer, topicAnnouncer, verdictRecorder } from '../../adapters/responders';
import { canaryRecorder } from '../../adapters/responders/canary-recorder';
import { trustDocumentReader } from '../../adapters/s3/read-trust-document';
import { visibilityExtender } from '../../adapters/sqs/extend-visibility';
import type { LaunchSettings } from '../../contracts/functions/launch-settings';
import type { Channel, GrantPorts } from '../../verification';
import { awsClients, type AwsClients } from '../shared/clients';
import { functionEngine } from '../shared/engine';
import { serialiser } from '../shared/serialise';
import { telemetryOf, trustObserver, type Telemetry } from '../shared/telemetry';
import { channelsOf } from './channels';
import { gatePorts } from './gate-ports';
import { grantParts } from './grant-ports';
import { handleCanary } from './handle-canary';
import { handleHook } from './handle-hook';
import type { HandleRecordPorts } from './handle-record';
import { handleTask, type HandleTaskPorts } from './handle-task';

/** The launch function's parts: made once and kept between invocations. */
export interface Launch {
  readonly ports: HandleRecordPorts;
  readonly metrics: Metrics;
}

const notifyChannel = ({ deployment, notifyQueueUrl }: LaunchSettings, { sqs }: AwsClients): readonly Channel[] => {
  if (notifyQueueUrl === undefined) return [];
  const announce: Channel['announce'] = (announced) =>
    notifyAnnouncer({ client: sqs(), queueUrl: notifyQueueUrl, deployment })(announced);
  return [{ name: 'notify', announcesFrom: 'reported', announce }];
};

const channelsFor = (settings: LaunchSettings, clients: AwsClients, telemetry: Telemetry): readonly Channel[] => {
  const { deployment, topicArn } = settings;
  const channels = channelsOf(
    {
      log: verdictRecorder({ ...telemetry, deployment }),
      event: () => eventAnnouncer(clients.events(), deployment),
      topic: () => topicAnnouncer({ client: clients.sns(), topicArn, deployment }),
    },
    'reported',
  );
  return [...channels, ...notifyChannel(settings, clients)];
};

type SharedPorts = Omit<HandleTaskPorts, keyof Engine | keyof GrantPorts | 'gateLedger'>;

const handleTaskPorts = (settings: LaunchSettings, clients: AwsClients, telemetry: Telemetry): SharedPorts => {
  const table = { client: clients.dynamodb, table: settings.ledgerTable, now: Date.now };
  return {
    now: Date.now,
    readTrustDocument: trustDocumentReader(clients.s3, { bucket: settings.trustBucket, key: settings.trustKey }),
    describeTask: (task) => taskDescriber(clients.ecs())(task),
    stopTask: (task, reason) => taskStopper(clients.ecs())(task, reason),
    ...dynamoStopBudget(table),
    listDeployments: (task) => deploymentLister(clients.ecs())(task),
    stopDeployment: (arn) => deploymentStopper(clients.ecs())(arn),
    describeDeployment: (arn) => deploymentDescriber(clients.ecs())(arn),
    describeRevision: (arn) => revisionDescriber(clients.ecs())(arn),
    ledger: dynamoLedger(table, batchedItems(table)),
    channels: channelsFor(settings, clients, telemetry),
    ...trustObserver(telemetry),
  };
};

/** Puts the launch function together from its settings. */
export const composeLaunch = (settings: LaunchSettings): Launch => {
  const clients = awsClients(settings.region);
  const telemetry = telemetryOf(settings.deployment);
  const { logger, metrics } = telemetry;
  const engine = functionEngine(settings, clients, metrics);
  const { handleGrantChange, ...grants } = grantParts(settings, clients, telemetry);
  const gate = gatePorts(settings, clients, telemetry);
  const task = { ...handleTaskPorts(settings, clients, telemetry), ...grants, gateLedger: gate.gateLedger };
  const canary = {
    now: task.now,
    readTrustDocument: task.readTrustDocument,
    onTrustDocumentRefused: task.onTrustDocumentRefused,
    canaries: settings.canaries,
    record: canaryRecorder(telemetry),
  };
  const hook = { ...task, ...gate };
  return {
    metrics,
    ports: {
      maxReceiveCount: settings.maxReceiveCount,
      handlers: {
        task: (message) => handleTask(message, { ...task, ...engine.forCaller() }),
        hook: (message) => handleHook(message, { ...hook, ...engine.forCaller() }),
        grant: handleGrantChange,
        canary: (message) => handleCanary(message, { ...canary, verifyAfresh: engine.forCaller().verifyAfresh }),
      },
      serialise: serialiser(),
      extendVisibility: (receiptHandle, seconds) =>
        visibilityExtender(clients.sqs(), settings.queueUrl)(receiptHandle, seconds),
      logger,
    },
  };
};
