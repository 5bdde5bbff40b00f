import { dynamoGrantLedger } from '../../adapters/dynamodb/grant-ledger';
import { grantReader } from '../../adapters/dynamodb/grants';
import { grantEventAnnouncer, grantRecorder, grantTopicAnnouncer } from '../../adapters/responders/grants';
import type { LaunchSettings } from '../../contracts/functions/launch-settings';
import { DONE, grantUseAnnouncer, type ChannelOf, type GrantAnnouncement, type GrantPorts } from '../../verification';
import type { AwsClients } from '../shared/clients';
import { readGrantsFrom } from '../shared/read-grants';
import type { Telemetry } from '../shared/telemetry';
import { channelsOf } from './channels';
import { grantHandler, type HandleGrantChange, type HandleGrantPorts } from './handle-grant';

/** What the handling of grants depends on. */
export interface GrantSettings extends Pick<LaunchSettings, 'deployment' | 'topicArn' | 'ledgerTable'> {
  /** The table of grants; undefined where the deployment has no break-glass. */
  readonly grantTable?: string | undefined;
}

const channelsFor = (
  { deployment, topicArn }: GrantSettings,
  { events, sns }: AwsClients,
  telemetry: Telemetry,
): readonly ChannelOf<GrantAnnouncement>[] =>
  channelsOf(
    {
      log: grantRecorder({ ...telemetry, deployment }),
      event: () => grantEventAnnouncer(events(), deployment),
      topic: () => grantTopicAnnouncer({ client: sns(), topicArn, deployment }),
    },
    'recorded',
  );

/** The ports of doors that honour grants, and the handler of changes of grants. */
export interface GrantParts extends GrantPorts {
  readonly handleGrantChange: HandleGrantChange;
}

type TableSettings = GrantSettings & { readonly grantTable: string };

const partsWithTable = (settings: TableSettings, clients: AwsClients, telemetry: Telemetry): GrantParts => {
  const { dynamodb: client } = clients;
  const { logger } = telemetry;
  const table = { client, table: settings.grantTable };
  const ports: HandleGrantPorts = {
    now: Date.now,
    grantLedger: dynamoGrantLedger({ client, table: settings.ledgerTable, now: Date.now }),
    grantChannels: channelsFor(settings, clients, telemetry),
    readGrant: grantReader(table),
    onGrantMissing: ({ clusterArn, id }) =>
      logger.warn('The table has no such break-glass grant', { cluster: clusterArn, grant: id }),
  };
  return {
    readGrants: readGrantsFrom(table, telemetry),
    onGrantUsed: grantUseAnnouncer(ports),
    handleGrantChange: grantHandler(ports),
  };
};

const partsWithoutTable = ({ logger }: Telemetry): GrantParts => ({
  readGrants: () => Promise.resolve([]),
  onGrantUsed: () => Promise.resolve(),
  handleGrantChange: ({ grantChange: { clusterArn, id } }) => {
    logger.warn('This deployment has no break-glass', { cluster: clusterArn, grant: id });
    return Promise.resolve(DONE);
  },
});

/** The parts that honour and announce grants; without a table there are no grants, and changes of them are ignored. */
export const grantParts = (settings: GrantSettings, clients: AwsClients, telemetry: Telemetry): GrantParts => {
  const { grantTable } = settings;
  return grantTable === undefined
    ? partsWithoutTable(telemetry)
    : partsWithTable({ ...settings, grantTable }, clients, telemetry);
};
