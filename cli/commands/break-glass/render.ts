import type { Deployment } from '../../../contracts/deployment/deployment';
import { formatGrantSubject } from '../../../contracts/break-glass/grant-subject';
import { parseClusterArn } from '../../../contracts/naming/parse-arn';
import { endOfGrant, isEndedByRevocation, isGrantInForce, type Grant } from '../../../verification';
import { plainTable } from '../../shared/plain-table';
import { formatCommand } from '../../shared/terraform/step';
import { visibleText } from '../../shared/visible-text';

/** Whether a grant lifts responses now, and if not, why. */
export type GrantState = 'not begun' | 'in force' | 'revoked' | 'expired';

/** The state of a grant; `now` in milliseconds since the epoch. */
export const stateOf = (grant: Grant, now: number): GrantState => {
  if (isGrantInForce(grant, now)) return 'in force';
  if (now < endOfGrant(grant)) return 'not begun';
  return isEndedByRevocation(grant) ? 'revoked' : 'expired';
};

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A grant for programs; the words are those of the event. */
export const toJsonGrant = (grant: Grant, now: number): object => ({
  id: grant.id,
  cluster: grant.clusterArn,
  kind: grant.subject.kind,
  subject: formatGrantSubject(grant.subject),
  reason: grant.reason,
  grantedBy: grant.grantedBy,
  grantedAt: instant(grant.grantedAt),
  until: instant(endOfGrant(grant)),
  revokedAt: grant.revokedAt === null ? null : instant(grant.revokedAt),
  state: stateOf(grant, now),
});

/** The command that revokes a grant. */
export const revokeCommand = ({ id, clusterArn }: Pick<Grant, 'id' | 'clusterArn'>, { name }: Deployment): string => {
  const cluster = parseClusterArn(clusterArn)?.cluster ?? clusterArn;
  return formatCommand(['npx', 'image-trust', 'break-glass', 'revoke', id, '--cluster', cluster, '--deployment', name]);
};

/** A grant that was begun, for people. */
export const renderBegun = (grant: Grant, deployment: Deployment): string =>
  [
    `granted  ${grant.id}`,
    `for      ${visibleText(formatGrantSubject(grant.subject))}`,
    `cluster  ${visibleText(grant.clusterArn)}`,
    `until    ${instant(endOfGrant(grant))}`,
    `revoke   ${visibleText(revokeCommand(grant, deployment))}`,
    '',
  ].join('\n');

const MINUTE = 60_000;

const timeLeft = (grant: Grant, now: number): string => {
  const minutes = Math.ceil((endOfGrant(grant) - now) / MINUTE);
  return isGrantInForce(grant, now) ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : '-';
};

const HEAD = ['ID', 'STATE', 'TIME LEFT', 'UNTIL', 'SUBJECT', 'GRANTED BY', 'REASON'];

const toRow = (grant: Grant, now: number): readonly string[] =>
  [
    grant.id,
    stateOf(grant, now),
    timeLeft(grant, now),
    instant(endOfGrant(grant)),
    formatGrantSubject(grant.subject),
    grant.grantedBy,
    grant.reason,
  ].map(visibleText);

/** Grants for people, one row for each. */
export const renderGrants = (grants: readonly Grant[], now: number, width?: number): string =>
  grants.length === 0
    ? 'No grant is in force, and none ended in the last 7 days.\n'
    : `${plainTable(
        HEAD,
        grants.map((grant) => toRow(grant, now)),
        { width },
      )}\n`;
