import { revokeGrant, writeGrant } from '../../../adapters/dynamodb/grant-writer';
import { messageOf, type Grant, type GrantSubject } from '../../../verification';
import { ToolFailure } from '../../shared/failure';
import { visibleText } from '../../shared/visible-text';
import { announceChange } from './announce-change';
import { revokeCommand } from './render';
import { calling, type BreakGlassSession } from './session';

/** What a person wants to be granted. */
export interface GrantRequest {
  readonly clusterArn: string;
  readonly subject: GrantSubject;
  readonly reason: string;
  readonly hours: number;
}

const toGrant = ({ hours, ...request }: GrantRequest, { caller, now, newId }: BreakGlassSession): Grant => {
  const grantedAt = now();
  return {
    ...request,
    id: newId(),
    grantedBy: caller,
    grantedAt,
    until: grantedAt + hours * 3_600_000,
    revokedAt: null,
  };
};

/** Ends a grant that could not be announced, since nothing is lifted in silence; always throws. */
const takeBack = async (grant: Grant, session: BreakGlassSession, cause: unknown): Promise<never> => {
  const { dynamodb: client, table, now, deployment } = session;
  const why = visibleText(messageOf(cause));
  await calling(`dynamodb:UpdateItem on ${table}`, revokeGrant({ client, table }, grant, now())).catch(
    (second: unknown) => {
      const revoke = revokeCommand(grant, deployment);
      const message = `grant ${grant.id} is in force, but could neither be announced (${why}) nor revoked (${visibleText(messageOf(second))}): revoke it: ${revoke}`;
      throw new ToolFailure('refused', message, { cause: second });
    },
  );
  throw new ToolFailure('refused', `the grant could not be announced and was revoked again: ${why}`, { cause });
};

/**
 * Writes a grant and has it announced. One that cannot be announced is revoked again.
 * @throws ToolFailure when AWS refuses.
 */
export const beginGrant = async (request: GrantRequest, session: BreakGlassSession): Promise<Grant> => {
  const { dynamodb: client, table } = session;
  const grant = toGrant(request, session);
  await calling(`dynamodb:PutItem on ${table}`, writeGrant({ client, table }, grant));
  await announceChange(grant, session).catch((error: unknown) => takeBack(grant, session, error));
  return grant;
};
