import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import type { SessionKeys } from '../../../../cli/commands/break-glass/session';
import { breakGlassWith } from '../../../../cli/commands/break-glass/verb';
import { toGrantItem } from '../../../../contracts/break-glass/grant-item';
import { deploymentInput } from '../../../support/deployment/deployment';
import { ECR, digestOf, NOW } from '../../../support/domain/domain';
import { aGrant } from '../../../support/domain/fake-grants';
import { readGrantChange } from '../../../support/launch/grant-change';
import { inProject, listening } from '../../shared/terraform/in-project';

export const HOUR = 3_600_000;
export const ROLE = 'arn:aws:iam::111122223333:role/dev-image-trust-break-glass';
export const CALLER = 'arn:aws:sts::111122223333:assumed-role/on-call/alice@example.com';
export const TABLE = 'dev-image-trust-grants';
export const ID = aGrant().id;
export const IMAGE = `${ECR}/shop/web@${digestOf('a')}`;
export const GRANT = ['grant', '--cluster', 'pay', '--reason', aGrant().reason, '--hours', '4', '--digest', IMAGE];
export const REVOKE = ['revoke', ID, '--cluster', 'pay'];

const KEYS = { AccessKeyId: 'ASIAEXAMPLE', SecretAccessKey: 'example-secret', SessionToken: 'example-token' };

/** An error of AWS. */
export const refusal = (name: string): Error => Object.assign(new Error('as AWS says it'), { name, $metadata: {} });

/** Runs `image-trust break-glass` for the deployment `dev` in each test; AWS answers well unless a test says otherwise. */
export const useBreakGlass = () => {
  const write = inProject();
  const output = listening();
  const sts = mockClient(STSClient);
  const dynamodb = mockClient(DynamoDBDocumentClient);
  const events = mockClient(EventBridgeClient);
  const keys: SessionKeys[] = [];

  beforeEach(() => {
    write(deploymentInput());
    [sts, dynamodb, events].forEach((each) => each.reset());
    keys.splice(0);
    sts.on(GetCallerIdentityCommand).resolves({ Arn: CALLER });
    sts.on(AssumeRoleCommand).resolves({ Credentials: { ...KEYS, Expiration: new Date(NOW) } });
    dynamodb.on(PutCommand).resolves({});
    dynamodb.on(UpdateCommand).resolves({ Attributes: { ...toGrantItem(aGrant({ revokedAt: NOW })) } });
    events.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
  });

  const run = (...args: readonly string[]): Promise<number> => {
    const region = 'eu-west-1';
    const ports = {
      sts: new STSClient({ region }),
      clientsWith: (given: SessionKeys) => {
        keys.push(given);
        return {
          dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient({ region })),
          events: new EventBridgeClient({ region }),
        };
      },
      now: () => NOW,
      newId: () => ID,
    };
    return breakGlassWith(() => ports, {})(args);
  };
  /** What the launch function reads in the events that were put. */
  const changes = () =>
    events.commandCalls(PutEventsCommand).flatMap(({ args }) => (args[0].input.Entries ?? []).map(readGrantChange));
  return { ...output, sts, dynamodb, events, keys, run, changes };
};
