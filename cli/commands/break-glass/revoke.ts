import { revokeGrant, type Revocation } from '../../../adapters/dynamodb/grant-writer';
import { messageOf, type Grant } from '../../../verification';
import { ToolFailure } from '../../shared/failure';
import { visibleText } from '../../shared/visible-text';
import { announceChange } from './announce-change';
import { calling, type BreakGlassSession } from './session';

type Found = Exclude<Revocation, { readonly kind: 'missing' }>;

/**
 * Revokes a grant and has that announced; one that was revoked before is only announced, in case that failed then.
 * @throws ToolFailure when AWS refuses or the cluster has no such grant.
 */
export const endGrant = async (named: Pick<Grant, 'clusterArn' | 'id'>, session: BreakGlassSession): Promise<Found> => {
  const { dynamodb: client, table, now } = session;
  const revocation = await calling(`dynamodb:UpdateItem on ${table}`, revokeGrant({ client, table }, named, now()));
  if (revocation.kind === 'missing')
    throw new ToolFailure(
      'failed',
      `expected a grant ${named.id} for ${named.clusterArn}, found none: image-trust break-glass list shows them`,
    );
  await announceChange(named, session).catch((error: unknown) => {
    const message = `grant ${named.id} is revoked, but that could not be announced: ${visibleText(messageOf(error))}: run this again`;
    throw new ToolFailure('temporary', message, { cause: error });
  });
  return revocation;
};
