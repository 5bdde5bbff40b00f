import { grantsReader } from '../../../adapters/dynamodb/grants';
import { endOfGrant, messageOf, type Grant } from '../../../verification';
import { say } from '../../shared/print';
import { markContinuation } from '../../shared/visible-text';
import { calling, type BreakGlassSession } from './session';

/** For how many days after its end a grant is listed. */
const RECENT_DAYS = 7;

/**
 * The grants of a cluster that are in force, have not begun or ended in the last days, the latest first. Says what in the
 * table is no grant.
 * @throws ToolFailure when AWS refuses.
 */
export const listGrants = async (clusterArn: string, session: BreakGlassSession): Promise<readonly Grant[]> => {
  const { dynamodb: client, table, now } = session;
  const read = grantsReader({ client, table }, (error) =>
    say(`warning: ignored, as the verifier does: ${markContinuation(messageOf(error))}`),
  );
  const grants = await calling(`dynamodb:Query on ${table}`, read(clusterArn));
  const since = now() - RECENT_DAYS * 24 * 3_600_000;
  return grants.filter((grant) => endOfGrant(grant) > since).sort((a, b) => b.grantedAt - a.grantedAt);
};
