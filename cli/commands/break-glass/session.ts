import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { AssumeRoleCommand, GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import type { Deployment } from '../../../contracts/deployment/deployment';
import { verifierArns } from '../../../contracts/naming/resource-arns';
import { verifierNames } from '../../../contracts/naming/resource-names';
import { callingWith } from '../../shared/calling-aws';
import { ToolFailure } from '../../shared/failure';

/** The access keys of a session of the break-glass role. */
export interface SessionKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** The clients of a session. */
export interface SessionClients {
  readonly dynamodb: DynamoDBDocumentClient;
  readonly events: EventBridgeClient;
}

/** What the command works with; everything outside is in here. */
export interface BreakGlassPorts {
  readonly sts: STSClient;
  readonly clientsWith: (keys: SessionKeys) => SessionClients;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** An id that no other grant has. */
  readonly newId: () => string;
}

/** A session of a deployment's break-glass role. */
export interface BreakGlassSession extends SessionClients, Pick<BreakGlassPorts, 'now' | 'newId'> {
  readonly deployment: Deployment;
  /** The name of the table of grants. */
  readonly table: string;
  /** The ARN of whoever opened the session. */
  readonly caller: string;
}

/** The shortest session that AWS STS offers. */
const SESSION_SECONDS = 900;

/** Awaits a call to AWS for break-glass; see callingWith. */
export const calling = callingWith([
  [
    /^ResourceNotFound/,
    'deploy the deployment with "breakGlass" in its file (npx image-trust deploy), then run this again',
  ],
]);

const assumingRole = callingWith([
  [
    /^AccessDenied/,
    'you need sts:AssumeRole for this role, the deployment file must name you under breakGlass.assumedBy, and that must be deployed',
  ],
]);

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
const sessionNameOf = (caller: string): string =>
  caller
    .slice(caller.lastIndexOf('/') + 1)
    .replace(/[^\w+=,.@-]/g, '-')
    .slice(-64)
    .padEnd(2, '-');

const incomplete = (call: string): ToolFailure =>
  new ToolFailure('refused', `${call}: expected an answer with an ARN and access keys, found none: run this again`);

/**
 * Assumes a deployment's break-glass role, with a session named after the caller.
 * @throws ToolFailure when AWS refuses.
 */
export const openSession = async (deployment: Deployment, ports: BreakGlassPorts): Promise<BreakGlassSession> => {
  const { sts, clientsWith, now, newId } = ports;
  const { breakGlassRole: RoleArn } = verifierArns(deployment);
  const { Arn: caller } = await calling('sts:GetCallerIdentity', sts.send(new GetCallerIdentityCommand({})));
  if (caller === undefined) throw incomplete('sts:GetCallerIdentity');
  const request = { RoleArn, RoleSessionName: sessionNameOf(caller), DurationSeconds: SESSION_SECONDS };
  const { Credentials: keys } = await assumingRole(
    `sts:AssumeRole of ${RoleArn}`,
    sts.send(new AssumeRoleCommand(request)),
  );
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = keys ?? {};
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined)
    throw incomplete('sts:AssumeRole');
  const clients = clientsWith({ accessKeyId, secretAccessKey, sessionToken });
  return { ...clients, now, newId, deployment, table: verifierNames(deployment).grantTable, caller };
};
