import { GetFindingsCommand, SecurityHubClient, type AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { SIGNATURE_HEADER, signBody, TIMESTAMP_HEADER } from '../../adapters/webhook/sign-body';
import { verifierArns } from '../../contracts/naming/resource-arns';
import type { HttpRequest } from '../../testing/http/http-message';
import { clientSettings } from './call-aws';
import type { GetContext } from './deploy-context';
import type { DeployEnvironment } from './deploy-environment';
import { startDeployedFunction, type DeployedFunction } from './deployed-function';
import { PLACE } from './deployment-files';
import { startEventSource } from './event-source';
import { step } from './step-table';
import { taskArnIn } from './verifying';
import { waitFor } from './wait-for';
import { WEBHOOK_KEY } from './webhook-secret';

const ARNS = verifierArns(PLACE);

const findingsAbout = async ({ admin }: DeployEnvironment, taskArn: string): Promise<readonly AwsSecurityFinding[]> => {
  const hub = new SecurityHubClient(clientSettings(admin));
  const { Findings: findings = [] } = await hub.send(new GetFindingsCommand({ MaxResults: 100 }));
  return findings.filter(({ Resources: resources = [] }) => resources.some(({ Id }) => Id === taskArn));
};

const isSigned = ({ headers, body }: HttpRequest): boolean => {
  const at = Number(headers[TIMESTAMP_HEADER]) * 1_000;
  return headers[SIGNATURE_HEADER] === signBody(body.toString(), WEBHOOK_KEY, at)[SIGNATURE_HEADER];
};

const responsesAbout = (requests: readonly HttpRequest[], taskArn: string): readonly unknown[] =>
  requests
    .map(({ body }) => (JSON.parse(body.toString()) as { ecsImageTrust: Record<string, unknown> }).ecsImageTrust)
    .filter(({ task }) => task === taskArn)
    .map(({ response }) => response);

const notifies = (context: GetContext, notify: () => DeployedFunction): void => {
  let taskArn = '';

  step('image-trust sample unsigned: a finding in Security Hub about the untrusted task', async () => {
    const { environment } = context();
    const result = await environment.imageTrust('sample', 'unsigned', '--deployment', 'dev', '--keep');
    expect(result).toMatchObject({ status: 1 });
    taskArn = taskArnIn(result.stdout);
    await expect(waitFor(async () => (await findingsAbout(environment, taskArn))[0])).resolves.toMatchObject({
      RecordState: 'ACTIVE',
      GeneratorId: 'ecs-image-trust/unsigned',
      AwsAccountId: PLACE.account,
    });
  });

  step('the webhook has messages about it; all of its messages are signed with the key of the secret', async () => {
    const { webhook } = context().environment.emulated;
    const responses = () => responsesAbout(webhook.requests, taskArn);
    await waitFor(async () => (responses().includes('stopped') ? true : undefined));
    expect(responses()).toEqual(['stop-pending', 'stopped']);
    expect(webhook.requests.filter((request) => !isSigned(request))).toEqual([]);
  });

  step('the findings were compared with the report of the sweep', async () => {
    const own = context().environment.proxy.calls.filter(({ accessKey }) => accessKey === notify().role.accessKeyId);
    const made = own.map(({ service, operation }) => `${service} ${operation}`);
    expect(made).toContainEqual(expect.stringMatching(/^s3 GET .*\/reports\/.*\.json$/));
    expect(made).toContain('securityhub POST /findings');
  });
};

/** Delivers the notices of the other functions to the deployed notify function: to Security Hub, and to a webhook. */
export const notifying = (context: GetContext, onStarted: (notify: DeployedFunction) => void): void =>
  describe('notifying', () => {
    let started: DeployedFunction | undefined;
    let source: ReturnType<typeof startEventSource> | undefined;
    const notify = (): DeployedFunction => {
      if (started === undefined) throw new Error('the notify function has not been started');
      return started;
    };

    step('the notify function starts from the built image, with the settings that Terraform gave it', async () => {
      started = await startDeployedFunction(context().environment, 'notify');
      onStarted(started);
      source = startEventSource({
        queueUrl: ARNS.notifyQueueUrl,
        queueArn: ARNS.notifyQueue,
        function: started.instance,
        role: started.role,
        onLogs: started.writeLogs,
        retriesAtOnce: () => false,
      });
    });

    afterAll(async () => {
      await source?.stop();
      await started?.instance.stop();
    });

    notifies(context, notify);
  });
