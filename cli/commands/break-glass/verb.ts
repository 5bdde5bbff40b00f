import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { toGrantSubject } from '../../../contracts/break-glass/grant-subject';
import { exitStatusOf } from '../../shared/exit-status';
import { EXIT } from '../../shared/exit-codes';
import { clusterArnIn } from '../../shared/cluster-name';
import { toVerb } from '../../shared/options/to-verb';
import { printJson, printResult } from '../../shared/print';
import { readDeployment } from '../../shared/read-deployment';
import type { RunVerb, Verb } from '../../verb';
import { beginGrant } from './grant';
import { PROSE } from './help';
import { listGrants } from './list';
import { BREAK_GLASS, parseBreakGlassOptions, type BreakGlassOptions } from './options';
import { renderBegun, renderGrants, toJsonGrant } from './render';
import { endGrant } from './revoke';
import { openSession, type BreakGlassPorts, type BreakGlassSession } from './session';

/** An action with its options, in a session of the break-glass role. */
interface Run {
  readonly options: BreakGlassOptions;
  readonly clusterArn: string;
  readonly session: BreakGlassSession;
}

const grant = async ({ options, clusterArn, session }: Run): Promise<void> => {
  const { digest, repository = '', reason = '', hours, json } = options;
  const subject = digest === undefined ? toGrantSubject('repository', repository) : toGrantSubject('image', digest);
  const { deployment, now } = session;
  const begun = await beginGrant({ clusterArn, subject, reason, hours: Number(hours) }, session);
  if (json) printJson({ deployment: deployment.name, grant: toJsonGrant(begun, now()) });
  else printResult(renderBegun(begun, deployment));
};

const list = async ({ options: { json }, clusterArn, session }: Run): Promise<void> => {
  const { deployment, now } = session;
  const grants = await listGrants(clusterArn, session);
  const time = now();
  const { isTTY, columns } = process.stdout;
  if (json)
    printJson({
      deployment: deployment.name,
      cluster: clusterArn,
      grants: grants.map((each) => toJsonGrant(each, time)),
    });
  else printResult(renderGrants(grants, time, isTTY ? columns : undefined));
};

const revoke = async ({ options, clusterArn, session }: Run): Promise<void> => {
  const { deployment, now } = session;
  const { kind, grant: ended } = await endGrant({ clusterArn, id: options.what.argument ?? '' }, session);
  if (options.json) printJson({ deployment: deployment.name, grant: toJsonGrant(ended, now()) });
  else printResult(`${kind === 'revoked' ? 'revoked' : 'was revoked before'}  ${ended.id}\n`);
};

const ACTIONS: Readonly<Record<BreakGlassOptions['what']['action'], (run: Run) => Promise<void>>> = {
  grant,
  list,
  revoke,
};

/** Makes `image-trust break-glass` from what it works with. */
export const breakGlassWith =
  (portsFor: (region: string) => BreakGlassPorts, environment: NodeJS.ProcessEnv): RunVerb =>
  async (args, typedIn) => {
    const options = parseBreakGlassOptions(args, typedIn);
    const deployment = readDeployment(options.deployment, environment);
    const clusterArn = clusterArnIn(deployment, options.cluster ?? '', 'break-glass');
    return exitStatusOf('break-glass', async () => {
      const session = await openSession(deployment, portsFor(deployment.region));
      await ACTIONS[options.what.action]({ options, clusterArn, session });
      return EXIT.ok;
    });
  };

const awsPorts = (region: string): BreakGlassPorts => ({
  sts: new STSClient({ region }),
  clientsWith: (credentials) => ({
    dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient({ region, credentials })),
    events: new EventBridgeClient({ region, credentials }),
  }),
  now: Date.now,
  newId: () => randomBytes(6).toString('hex'),
});

/** `image-trust break-glass`: lets images run for some hours in an emergency. */
export const breakGlassVerb: Verb = toVerb(BREAK_GLASS, {
  ...PROSE,
  group: 'Operate',
  summary: 'let an image run for some hours in an emergency',
  run: (args, typedIn) => breakGlassWith(awsPorts, process.env)(args, typedIn),
});
