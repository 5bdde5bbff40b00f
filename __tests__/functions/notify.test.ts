import * as s3 from '@aws-sdk/client-s3';
import * as secretsManager from '@aws-sdk/client-secrets-manager';
import * as securityHub from '@aws-sdk/client-securityhub';
import * as sqs from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { formatSweptNotice, formatVerdictNotice, type NoticeTarget } from '../../contracts/events/notice-format';
import { notifyEnvironment } from '../../contracts/functions/notify-environment';
import { LATEST_REPORT_KEY, reportKeys } from '../../contracts/report/report-format';
import type * as Notify from '../../functions/notify';
import { awsFailure } from '../support/aws/aws-failure';
import { aDeployment } from '../support/deployment/deployment';
import { captureOutput, type CapturedOutput } from '../support/launch/captured-output';
import { invocation } from '../support/launch/launch-function';
import { sqsEvent, sqsRecord } from '../support/launch/queue-message';
import { aReport, SWEEP } from '../support/notify/a-report';
import { aVerdictEvent } from '../support/notify/a-verdict';
import { RegistryHosts, type Respond } from '../support/registry/registry-hosts';

const { GetObjectCommand } = s3;
const { GetSecretValueCommand } = secretsManager;
const { BatchImportFindingsCommand, GetFindingsCommand } = securityHub;
const { ChangeMessageVisibilityCommand } = sqs;

const HOST = 'hooks.example.com';
const KEY = 'an-example-key-of-at-least-32-characters';
const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:hook-AbCdEf';
const own = { ...process.env };

const aws = {
  s3: mockClient(s3.S3Client),
  secrets: mockClient(secretsManager.SecretsManagerClient),
  hub: mockClient(securityHub.SecurityHubClient),
  sqs: mockClient(sqs.SQSClient),
};

const verdict = (target: NoticeTarget, overrides: Parameters<typeof aVerdictEvent>[0] = {}): string =>
  formatVerdictNotice({ target, verdict: aVerdictEvent(overrides), service: null, taskDefinition: null });
const swept = formatSweptNotice({ sweep: SWEEP, reportKey: reportKeys(SWEEP).json });

describe('the notify function', () => {
  let hosts: RegistryHosts;
  let proxied: NodeJS.ProcessEnv;
  let output: CapturedOutput;

  beforeAll(async () => {
    ({ hosts, environment: proxied } = await RegistryHosts.start());
  });
  beforeEach(() => {
    for (const client of Object.values(aws)) client.reset();
    const Body = { transformToString: async () => JSON.stringify(aReport()) } as s3.GetObjectCommandOutput['Body'];
    aws.s3.on(GetObjectCommand).resolves({ Body });
    aws.s3.on(GetObjectCommand, { Key: LATEST_REPORT_KEY }).rejects(awsFailure('NoSuchKey'));
    const SecretString = JSON.stringify({ url: `https://${HOST}/path-secret`, key: KEY });
    aws.secrets.on(GetSecretValueCommand).resolves({ SecretString });
    aws.hub.on(BatchImportFindingsCommand).resolves({ FailedFindings: [], FailedCount: 0, SuccessCount: 1 });
    aws.hub.on(GetFindingsCommand).resolves({ Findings: [] });
    serve((_, response) => response.writeHead(200).end());
    output = captureOutput();
  });
  afterEach(() => {
    hosts.reset();
    jest.restoreAllMocks();
    process.env = own;
  });
  afterAll(() => hosts.stop());

  const serve = (respond: Respond): void => hosts.serve(HOST, respond);
  const load = (fields: object = { securityHub: true, webhook: { secret } }): typeof Notify => {
    const environment = { ...notifyEnvironment(aDeployment({ ...fields })), ...proxied, AWS_REGION: 'eu-west-1' };
    process.env = { ...process.env, ...environment };
    let loaded: typeof Notify | undefined;
    jest.isolateModules(() => {
      // The clients that are mocked here; an isolated module would have others.
      jest.doMock('@aws-sdk/client-s3', () => s3);
      jest.doMock('@aws-sdk/client-secrets-manager', () => secretsManager);
      jest.doMock('@aws-sdk/client-securityhub', () => securityHub);
      jest.doMock('@aws-sdk/client-sqs', () => sqs);
      loaded = jest.requireActual<typeof Notify>('../../functions/notify');
    });
    if (loaded === undefined) throw new Error('not loaded');
    return loaded;
  };
  const handle = (...bodies: readonly string[]) => {
    const records = bodies.map((body, index) => sqsRecord(`m${index}`, body, 3));
    return load().handler(sqsEvent(...records), invocation());
  };
  const failed = (...ids: readonly string[]) => ({
    batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
  });
  const waits = () =>
    aws.sqs.commandCalls(ChangeMessageVisibilityCommand).map(({ args }) => args[0].input.VisibilityTimeout);

  it('imports a finding and posts a signed message', async () => {
    await expect(handle(verdict('security-hub'), verdict('webhook'))).resolves.toEqual(failed());
    expect(aws.hub.commandCalls(BatchImportFindingsCommand)).toHaveLength(1);
    expect(hosts.received).toMatchObject([
      { path: '/path-secret', headers: { 'x-image-trust-signature': expect.stringMatching(/^v1=[0-9a-f]{64}$/) } },
    ]);
    expect(output.metric('FindingsImported')).toMatchObject([{ FindingsImported: 1 }]);
    expect(output.metric('WebhookDelivered')).toMatchObject([{ WebhookDelivered: 1 }]);
  });

  it('compares findings with the report of a sweep', async () => {
    await expect(handle(swept)).resolves.toEqual(failed());
    const read = aws.s3.commandCalls(GetObjectCommand).map(({ args }) => args[0].input);
    expect(read.at(-1)).toEqual({ Bucket: 'dev-reports-111122223333-eu-west-1', Key: reportKeys(SWEEP).json });
    expect(output.metric('FindingsImported')).toMatchObject([{ FindingsImported: 1 }]);
  });

  it('posts although Security Hub fails, and retries only the finding', async () => {
    aws.hub.on(BatchImportFindingsCommand).rejects(awsFailure('InternalException'));
    await expect(handle(verdict('security-hub'), verdict('webhook'))).resolves.toEqual(failed('m0'));
    expect(hosts.received).toHaveLength(1);
    expect(output.metric('NotifyFailed')).toMatchObject([{ NotifyFailed: 1 }]);
  });

  it('imports although the webhook fails, and retries only the message, after a back-off', async () => {
    serve((_, response) => response.writeHead(503).end());
    await expect(handle(verdict('security-hub'), verdict('webhook'))).resolves.toEqual(failed('m1'));
    expect(aws.hub.commandCalls(BatchImportFindingsCommand)).toHaveLength(1);
    expect(waits()).toEqual([120]);
  });

  it.each([
    ['0', 120],
    ['7', 120],
    ['600', 600],
    ['86400', 3_600],
  ])('retries after Retry-After: %s, but never sooner than the back-off of the attempt', async (after, waited) => {
    serve((_, response) => response.writeHead(429, { 'retry-after': after }).end());
    await handle(verdict('webhook'));
    expect(waits()).toEqual([waited]);
  });

  it('says clearly that the webhook refuses a message, and nothing of its address but the host', async () => {
    serve((_, response) => response.writeHead(404).end('path-secret'));
    await expect(handle(verdict('webhook'))).resolves.toEqual(failed('m0'));
    expect(output.lines()).toMatchObject([
      {
        level: 'ERROR',
        message: 'A notice could not be handled',
        error: { message: `the webhook refuses the message: ${HOST} answers with status 404` },
      },
    ]);
    expect(JSON.stringify(output.lines())).not.toMatch(new RegExp(`path-secret|${KEY}`));
  });

  it('reads the secret anew after a message was not accepted', async () => {
    serve((_, response) => response.writeHead(401).end());
    const { handler } = load();
    await handler(sqsEvent(sqsRecord('m0', verdict('webhook'))), invocation());
    await handler(sqsEvent(sqsRecord('m0', verdict('webhook'))), invocation());
    expect(aws.secrets.commandCalls(GetSecretValueCommand)).toHaveLength(2);
  });

  it('retries a message that it cannot read, and quotes none of it', async () => {
    await expect(handle('hunter2')).resolves.toEqual(failed('m0'));
    expect(JSON.stringify(output.lines())).not.toContain('hunter2');
  });

  it('retries a message whose visibility timeout it cannot extend', async () => {
    aws.sqs.on(ChangeMessageVisibilityCommand).rejects(awsFailure('InternalError'));
    await expect(handle('hunter2')).resolves.toEqual(failed('m0'));
    expect(output.lines().at(-1)).toMatchObject({ level: 'WARN' });
  });

  it('warns where Security Hub is off, retries nothing, and posts all the same', async () => {
    aws.hub.rejects(awsFailure('InvalidAccessException'));
    await expect(handle(verdict('security-hub'), verdict('webhook'), swept)).resolves.toEqual(failed());
    expect(output.lines()[0]).toMatchObject({
      level: 'WARN',
      message: 'Security Hub is off in eu-west-1: there are no findings. Turn it on, or set securityHub to false',
    });
    expect(output.metric('SecurityHubOff')).toMatchObject([{ SecurityHubOff: [1, 1] }]);
    expect(hosts.received).toHaveLength(1);
  });

  it('does nothing for a target that the deployment does not have', async () => {
    const { handler } = load({});
    const bodies = [verdict('security-hub'), verdict('webhook'), swept];
    const event = sqsEvent(...bodies.map((body, index) => sqsRecord(`m${index}`, body)));
    await expect(handler(event, invocation())).resolves.toEqual(failed());
    expect([aws.hub.calls(), aws.secrets.calls(), aws.s3.calls(), hosts.received]).toEqual([[], [], [], []]);
  });
});
