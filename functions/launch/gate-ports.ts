import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { dynamoGateLedger } from '../../adapters/dynamodb/gate-ledger';
import { hookAnswerer } from '../../adapters/ecs/answer-hook';
import type { Engine } from '../../adapters/engine';
import { gateEventAnnouncer, gateRecorder, gateTopicAnnouncer } from '../../adapters/responders';
import type { LaunchSettings } from '../../contracts/functions/launch-settings';
import { shorten, type GateChannel, type GatePorts, type RespondPorts } from '../../verification';
import type { AwsClients } from '../shared/clients';
import { channelsOf } from './channels';
import type { Telemetry } from '../shared/telemetry';

const channelsFor = (
  { deployment, topicArn }: LaunchSettings,
  { events, sns }: AwsClients,
  telemetry: Telemetry,
): readonly GateChannel[] =>
  channelsOf(
    {
      log: gateRecorder({ ...telemetry, deployment }),
      event: () => gateEventAnnouncer(events(), deployment),
      topic: () => gateTopicAnnouncer({ client: sns(), topicArn, deployment }),
    },
    'reported',
  );

/** The most characters of a value of an event in a log line. */
const SHOWN = 300;

/** The ports that only the gate makes, and that do not depend on a message. */
export type OwnGatePorts = Omit<GatePorts, keyof Engine | Exclude<keyof RespondPorts, 'gateLedger'>>;

/** The gate's ports, with its channels and its ledger. */
export const gatePorts = (settings: LaunchSettings, clients: AwsClients, telemetry: Telemetry): OwnGatePorts => {
  const { logger, metrics } = telemetry;
  return {
    answerHook: (hook, action) => hookAnswerer(clients.ecs())(hook, action),
    gateLedger: dynamoGateLedger({ client: clients.dynamodb, table: settings.ledgerTable, now: Date.now }),
    gateChannels: channelsFor(settings, clients, telemetry),
    onLeftAlone: ({ deploymentArn, hookId, stage }, reason) => {
      const hook = { serviceDeployment: shorten(deploymentArn, SHOWN), hook: shorten(hookId, SHOWN), stage };
      logger.info('A pause hook is left alone', { ...hook, reason });
    },
    onWaiting: (minutes) => {
      metrics.addMetric('GateWaitingMinutes', MetricUnit.NoUnit, minutes);
    },
  };
};
