import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { toGrantItem } from '../../../contracts/break-glass/grant-item';
import { grantParts } from '../../../functions/launch/grant-ports';
import { awsClients } from '../../../functions/shared/clients';
import { DONE } from '../../../verification';
import { CLUSTER, MINUTE, TASK } from '../../support/domain/domain';
import { aGrant } from '../../support/domain/fake-grants';
import { captureOutput } from '../../support/launch/captured-output';

const dynamodb = mockClient(DynamoDBDocumentClient);
const events = mockClient(EventBridgeClient);
const sns = mockClient(SNSClient);
const GRANT = aGrant();
const change = {
  grantChange: { clusterArn: CLUSTER, id: GRANT.id },
  attempt: 31,
  lastAttempt: 31,
  remaining: () => MINUTE,
};

const composed = (grantTable?: string) => {
  const output = captureOutput();
  const telemetry = {
    logger: new Logger({ serviceName: 'dev' }),
    metrics: new Metrics({ namespace: 'ImageTrust', serviceName: 'dev' }),
  };
  const topicArn = 'arn:aws:sns:eu-west-1:111122223333:dev-image-trust';
  const settings = { deployment: 'dev', ledgerTable: 'dev-ledger', topicArn, grantTable };
  return { output, parts: grantParts(settings, awsClients('eu-west-1'), telemetry) };
};

beforeEach(() => {
  [dynamodb, events, sns].forEach((each) => each.reset());
  dynamodb.on(GetCommand).resolves({});
  dynamodb.on(PutCommand).resolves({});
  events.on(PutEventsCommand).resolves({});
  sns.on(PublishCommand).resolves({});
});

afterEach(() => {
  jest.restoreAllMocks();
});

describe('grantParts with a table', () => {
  it('reads the grants of a cluster from it, and logs what is none', async () => {
    dynamodb.on(QueryCommand, { TableName: 'dev-grants' }).resolves({ Items: [toGrantItem(GRANT), {}] });
    const { output, parts } = composed('dev-grants');
    await expect(parts.readGrants(CLUSTER)).resolves.toEqual([GRANT]);
    expect(output.lines()).toMatchObject([{ level: 'ERROR', message: 'A break-glass grant cannot be used' }]);
  });

  it('announces a use in log, event and topic, and keeps that in the ledger', async () => {
    const { output, parts } = composed('dev-grants');
    await parts.onGrantUsed(GRANT, TASK);
    expect(output.lines().map(({ occasion }) => occasion)).toEqual(['granted', 'used']);
    expect(events.commandCalls(PutEventsCommand)).toHaveLength(2);
    expect(sns.commandCalls(PublishCommand)).toHaveLength(2);
    expect(dynamodb.commandCalls(PutCommand).map(({ args }) => args[0].input.TableName)).toEqual([
      'dev-ledger',
      'dev-ledger',
    ]);
  });

  it('warns of a change of a grant that the table does not have', async () => {
    const { output, parts } = composed('dev-grants');
    await expect(parts.handleGrantChange(change)).resolves.toEqual(DONE);
    expect(output.lines()).toMatchObject([
      { level: 'WARN', message: 'The table has no such break-glass grant', cluster: CLUSTER, grant: GRANT.id },
    ]);
  });
});

describe('grantParts without a table', () => {
  it('has no grants, and calls nothing', async () => {
    const { parts } = composed();
    await expect(parts.readGrants(CLUSTER)).resolves.toEqual([]);
    await parts.onGrantUsed(GRANT, TASK);
    expect(dynamodb.calls()).toEqual([]);
  });

  it('ignores a change of a grant with a warning', async () => {
    const { output, parts } = composed();
    await expect(parts.handleGrantChange(change)).resolves.toEqual(DONE);
    expect(output.lines()).toMatchObject([{ level: 'WARN', message: 'This deployment has no break-glass' }]);
  });
});
