import { grantsReader, type GrantTable } from '../../adapters/dynamodb/grants';
import type { ReadGrants } from '../../verification';
import type { Telemetry } from './telemetry';

/** The table of grants; undefined where the deployment has no break-glass. */
export interface MaybeGrantTable extends Pick<GrantTable, 'client'> {
  readonly table: string | undefined;
}

/** Reads the grants of a cluster; without a table there are none. A grant that cannot be used is logged. */
export const readGrantsFrom = ({ client, table }: MaybeGrantTable, { logger }: Telemetry): ReadGrants =>
  table === undefined
    ? () => Promise.resolve([])
    : grantsReader({ client, table }, (error) =>
        logger.error('A break-glass grant cannot be used', { error: error as Error }),
      );
