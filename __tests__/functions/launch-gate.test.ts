import os from 'node:os';
import {
  ContinueServiceDeploymentCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type * as Launch from '../../functions/launch';
import { serializeTrustDocument, toTrustDocument } from '../../contracts/trust-document/trust-document';
import { aDeployment } from '../support/deployment/deployment';
import { CLUSTER, ECR, TASK_DEFINITION } from '../support/domain/domain';
import { DEPLOYMENT, HOOK, REVISION, SERVICE } from '../support/gate/fake-deployment';
import { captureOutput, type CapturedOutput } from '../support/launch/captured-output';
import {
  answerWell,
  aws,
  extendedVisibilities,
  invocation,
  launchEnvironment,
} from '../support/launch/launch-function';
import { useLaunchTools, type ImageKind } from '../support/launch/launch-tools';
import { hookEventBody, sqsEvent, sqsRecord } from '../support/launch/queue-message';

const tools = useLaunchTools();
const own = { ...process.env };
const stored = serializeTrustDocument(
  toTrustDocument(aDeployment({ mode: 'enforce', gate: { stages: ['PRE_SCALE_UP'] } })),
);
let output: CapturedOutput;
let handler: typeof Launch.handler;

beforeEach(() => {
  process.env = { ...own, ...launchEnvironment(tools), TRUST_KEY: stored.key };
  jest.spyOn(os, 'tmpdir').mockReturnValue(tools.tool.directory);
  output = captureOutput();
  answerWell(tools);
  aws.s3.on(GetObjectCommand).resolves({
    Body: { transformToByteArray: async () => new TextEncoder().encode(stored.content) } as never,
  });
  ({ handler } = jest.requireActual<typeof Launch>('../../functions/launch'));
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = own;
});

const describeService = (kind: ImageKind): void => {
  aws.ecs.on(DescribeServiceDeploymentsCommand).resolves({
    serviceDeployments: [
      {
        serviceDeploymentArn: DEPLOYMENT,
        serviceArn: SERVICE,
        clusterArn: CLUSTER,
        status: 'IN_PROGRESS',
        lifecycleStage: 'PRE_SCALE_UP',
        targetServiceRevision: { arn: REVISION },
        lifecycleHookDetails: [{ hookId: HOOK, targetType: 'PAUSE', status: 'AWAITING_ACTION' }],
      },
    ],
  });
  aws.ecs.on(DescribeServiceRevisionsCommand).resolves({
    serviceRevisions: [{ serviceRevisionArn: REVISION, taskDefinition: TASK_DEFINITION }],
  });
  const image = `${ECR}/shop/web@${tools.digest(kind)}`;
  aws.ecs
    .on(DescribeTaskDefinitionCommand)
    .resolves({ taskDefinition: { containerDefinitions: [{ name: 'web', image }] } });
  aws.ecs.on(ContinueServiceDeploymentCommand).resolves({});
};
const answers = () => aws.ecs.commandCalls(ContinueServiceDeploymentCommand).map(({ args }) => args[0].input);
const deliver = (attempt = 1) => handler(sqsEvent(sqsRecord('m1', hookEventBody(), attempt)), invocation());

describe('the launch function for a pause hook', () => {
  it('continues the deployment of a signed image', async () => {
    describeService('signed');
    await expect(deliver()).resolves.toEqual({ batchItemFailures: [] });
    expect(answers()).toEqual([{ serviceDeploymentArn: DEPLOYMENT, hookId: HOOK, action: 'CONTINUE' }]);
    expect(output.lines()).toMatchObject([{ message: 'Gate Decision', outcome: 'continued', ecsService: SERVICE }]);
    expect(output.metric('GateContinued')).toMatchObject([{ GateContinued: 1 }]);
  });

  it('waits with the deployment of an unsigned image until it is verified once more', async () => {
    describeService('unsigned');
    await expect(deliver()).resolves.toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect([answers(), extendedVisibilities()]).toEqual([[], { 'handle-of-m1': 60 }]);
    expect(output.lines()).toMatchObject([{ outcome: 'rollback-pending' }]);
    expect(output.metric('GateWaitingMinutes')).toMatchObject([{ GateWaitingMinutes: 0 }]);
  });

  it('waits out an outage', async () => {
    describeService('unavailable');
    await expect(deliver(2)).resolves.toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect([answers(), extendedVisibilities()]).toEqual([[], { 'handle-of-m1': 60 }]);
    expect(output.lines()).toMatchObject([{ outcome: 'waiting' }]);
  });

  it('leaves a stage alone that is not configured', async () => {
    describeService('signed');
    const body = hookEventBody({ lifecycleStage: 'POST_SCALE_UP' });
    await expect(handler(sqsEvent(sqsRecord('m1', body)), invocation())).resolves.toEqual({ batchItemFailures: [] });
    expect(answers()).toEqual([]);
    expect(output.lines()).toMatchObject([{ level: 'INFO', message: 'A pause hook is left alone', hook: HOOK }]);
  });
});
