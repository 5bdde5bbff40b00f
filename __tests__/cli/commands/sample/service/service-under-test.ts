import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServiceDeploymentsCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  type DeploymentLifecycleHookStatus,
} from '@aws-sdk/client-ecs';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { sampleWith } from '../../../../../cli/commands/sample/verb';
import { newGateEntry, withAnnounced, withAnswer, type HookAction } from '../../../../../verification';
import { deploymentInput } from '../../../../support/deployment/deployment';
import { sampleFields } from '../../../../support/deployment/deployment-sample';
import { inProject, listening } from '../../../shared/terraform/in-project';

export const NOW = Date.parse('2026-03-01T12:00:00Z');
/** The name of the unsigned service that is created then. */
export const NAME = 'dev-sample-unsigned-20260301T120000';
export const DEPLOYMENT = `arn:aws:ecs:eu-west-1:111122223333:service-deployment/dev-sample/${NAME}/0123456789abcdef`;
/** The request that removes the service. */
export const REMOVAL = { cluster: 'dev-sample', service: NAME, force: true };
const GATED = { 'dev-sample': { mode: 'enforce', gate: { stages: ['PRE_SCALE_UP'] } } };

/** An error of AWS, by its name. */
export const anAwsError = (name: string): Error => Object.assign(new Error('as AWS says it'), { name, $metadata: {} });

/** The command `sample service` in a project of its own, with an ECS whose deployments are rolled back at their hook. */
export const serviceSample = () => {
  const write = inProject();
  const { stdout, stderr } = listening();
  const [ecs, dynamodb] = [mockClient(ECSClient), mockClient(DynamoDBDocumentClient)];

  const hookIs = (status: DeploymentLifecycleHookStatus): void => {
    const lifecycleHookDetails = [{ hookId: 'ecs-pause-1', targetType: 'PAUSE' as const, status }];
    const deployment = {
      serviceDeploymentArn: DEPLOYMENT,
      status: 'IN_PROGRESS',
      lifecycleStage: 'PRE_SCALE_UP',
    } as const;
    ecs
      .on(DescribeServiceDeploymentsCommand)
      .resolves({ serviceDeployments: [{ ...deployment, lifecycleHookDetails }] });
  };

  const remembers = (action: HookAction): void => {
    const Key = { id: `gate#${DEPLOYMENT}#ecs-pause-1` };
    const answer = { action, detail: 'an image is unsigned', grants: [], plain: false };
    const entry = withAnnounced(withAnswer(newGateEntry(NOW), answer), ['log'], 'rolled-back');
    const Item = { ...entry, revision: 1 };
    dynamodb.on(GetCommand, { TableName: 'dev-image-trust-ledger', Key }).resolves({ Item });
  };

  beforeEach(() => {
    write(deploymentInput({ ...sampleFields, clusters: GATED }));
    ecs.reset();
    dynamodb.reset();
    ecs.on(CreateServiceCommand).resolves({});
    ecs.on(ListServiceDeploymentsCommand).resolves({ serviceDeployments: [{ serviceDeploymentArn: DEPLOYMENT }] });
    ecs.on(DeleteServiceCommand).resolves({});
    dynamodb.on(GetCommand).resolves({});
    hookIs('FAILED');
  });

  const sample = (...args: readonly string[]): Promise<number> => {
    let time = NOW;
    const sleep = (milliseconds: number): Promise<void> => Promise.resolve(void (time += milliseconds));
    const portsFor = (region: string) => ({
      ecs: new ECSClient({ region }),
      dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient({ region })),
      now: () => time,
      sleep,
    });
    return sampleWith(portsFor, {})(['service', ...args]);
  };

  const removed = (): readonly unknown[] => ecs.commandCalls(DeleteServiceCommand).map(({ args }) => args[0].input);
  return { write, stdout, stderr, ecs, dynamodb, hookIs, remembers, sample, removed };
};
