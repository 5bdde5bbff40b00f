import { DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import {
  ClusterNotFoundException,
  DescribeTasksCommand,
  ECSClient,
  RunTaskCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { sampleVerb, sampleWith } from '../../../../cli/commands/sample/verb';
import { deploymentInput } from '../../../support/deployment/deployment';
import { inProject, listening } from '../../shared/terraform/in-project';
import { aSampleTask, IMAGE, INDEX, TASK_ARN } from './a-sample-task';

const POLICIES = {
  all: {
    repositories: ['111122223333.dkr.ecr.eu-west-1.amazonaws.com/*'],
    signers: ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads'],
  },
};
const withSample = (sample: object = { subnets: ['subnet-0a1b2c3d'] }) =>
  deploymentInput({ policies: POLICIES, sample });
const META = { $metadata: {}, message: 'as AWS says it' };
const ENTRY = { firstSeen: 1, told: {}, stopped: false };

describe('image-trust sample', () => {
  const write = inProject();
  const { stdout, stderr } = listening();
  const ecs = mockClient(ECSClient);
  const dynamodb = mockClient(DynamoDBDocumentClient);

  beforeEach(() => {
    write(withSample());
    ecs.reset();
    dynamodb.reset();
    const { taskArn, clusterArn } = aSampleTask();
    ecs.on(RunTaskCommand).resolves({ tasks: [{ taskArn, clusterArn }] });
    const containers = [{ name: 'sample', image: IMAGE }];
    ecs.on(DescribeTasksCommand).resolves({ tasks: [{ taskArn, clusterArn, lastStatus: 'PENDING', containers }] });
    ecs.on(StopTaskCommand).resolves({});
    dynamodb.on(GetCommand).resolves({});
  });

  const kept = (verdict: string): void => {
    const Key = { id: `verdict#${TASK_ARN}#sample#${INDEX}#${verdict}` };
    dynamodb.on(GetCommand, { TableName: 'dev-image-trust-ledger', Key }).resolves({ Item: ENTRY });
  };

  const sample = (...args: readonly string[]): Promise<number> => {
    let time = 0;
    const sleep = (milliseconds: number): Promise<void> => Promise.resolve(void (time += milliseconds));
    const portsFor = (region: string) => ({
      ecs: new ECSClient({ region }),
      dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient({ region })),
      now: () => time,
      sleep,
    });
    return sampleWith(portsFor, {})(args);
  };

  it.each([
    ['trusted#-', 0, 'verdict  trusted\n'],
    ['untrusted#unsigned', 1, 'verdict  untrusted (unsigned)\n'],
    ['exempt#unmatched', 0, 'verdict  exempt (unmatched)\n'],
    ['inconclusive#throttled', 3, 'verdict  inconclusive (throttled)\n'],
  ])('prints the verdict and ends as verify does: %s', async (verdict, status, line) => {
    kept(verdict);
    expect(await sample('unsigned', '--timeout', '6')).toBe(status);
    expect(stdout()).toContain(line);
    expect(stdout()).toContain(`image    ${IMAGE}\ndigest   ${INDEX}\ntask     ${TASK_ARN}\n`);
    expect(stderr()).toContain('--log-group-name /aws/lambda/dev-image-trust-launch');
  });

  it('prints the verdict as JSON, alone on stdout', async () => {
    kept('inconclusive#throttled');
    expect(await sample('signed', '--timeout', '6', '--json')).toBe(3);
    expect(JSON.parse(stdout())).toEqual({
      deployment: 'dev',
      variant: 'signed',
      task: TASK_ARN,
      image: IMAGE,
      digest: INDEX,
      verdict: 'inconclusive',
      reason: 'throttled',
      cause: 'service',
      stop: null,
    });
  });

  it('says why the task stopped, also as JSON', async () => {
    const { taskArn, clusterArn } = aSampleTask();
    const containers = [{ name: 'sample', exitCode: 137 }];
    const stop = { stopCode: 'TaskFailedToStart', stoppedReason: 'no memory', desiredStatus: 'STOPPED' } as const;
    ecs.on(DescribeTasksCommand).resolves({ tasks: [{ taskArn, clusterArn, containers, ...stop }] });
    await sample('signed', '--timeout', '6', '--json');
    expect(stderr()).toContain('the task stopped: no memory (TaskFailedToStart)\n  container sample: exit code 137\n');
    expect(JSON.parse(stdout())).toMatchObject({
      stop: { code: 'TaskFailedToStart', reason: 'no memory', containers: [{ name: 'sample', exitCode: 137 }] },
    });
  });

  it('prints JSON without a verdict if none comes in time', async () => {
    expect(await sample('signed', '--timeout', '6', '--json')).toBe(3);
    expect(JSON.parse(stdout())).toMatchObject({
      task: TASK_ARN,
      image: null,
      digest: null,
      verdict: null,
      reason: null,
    });
  });

  it('ends with 3 and says where to look when no verdict comes in time', async () => {
    expect(await sample('signed', '--timeout', '6')).toBe(3);
    expect(stdout()).toBe('');
    expect(stderr()).toContain('no verdict within 6 s: check the alarms and dead letters of dev\n');
  });

  it.each([
    ['unsigned', 'dev-unsigned-task-def'],
    ['signed', 'dev-signed-task-def'],
  ])('starts the %s task on the sample cluster', async (variant, taskDefinition) => {
    await sample(variant, '--timeout', '1');
    expect(ecs.commandCalls(RunTaskCommand).map(({ args }) => args[0].input)).toEqual([
      expect.objectContaining({
        cluster: 'dev-sample',
        taskDefinition,
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d'], assignPublicIp: 'DISABLED' } },
      }),
    ]);
  });

  it('starts it in the network of the deployment file', async () => {
    const sampleField = { subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0a1b2c3d'], assignPublicIp: true };
    write(withSample(sampleField));
    await sample('signed', '--timeout', '1');
    expect(ecs.commandCalls(RunTaskCommand)[0]?.args[0].input.networkConfiguration?.awsvpcConfiguration).toEqual({
      subnets: ['subnet-0a1b2c3d'],
      securityGroups: ['sg-0a1b2c3d'],
      assignPublicIp: 'ENABLED',
    });
  });

  it('stops the task that it started, also when following it fails', async () => {
    ecs.on(DescribeTasksCommand).rejects(new ClusterNotFoundException(META));
    expect(await sample('signed')).toBe(4);
    expect(ecs.commandCalls(StopTaskCommand).map(({ args }) => args[0].input.task)).toEqual([TASK_ARN]);
  });

  it('says that a task cannot be stopped, and prints the verdict all the same', async () => {
    kept('trusted#-');
    ecs.on(StopTaskCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException', ...META }));
    expect(await sample('signed')).toBe(0);
    expect(stderr()).toContain(
      'the task keeps running, and costs money, until you stop it: ecs:StopTask: AccessDenied',
    );
  });

  it('leaves the task running with --keep', async () => {
    kept('trusted#-');
    await sample('signed', '--keep');
    expect(ecs.commandCalls(StopTaskCommand)).toHaveLength(0);
  });

  it('starts nothing whose verdict could not be read', async () => {
    dynamodb.on(GetCommand).rejects(new ResourceNotFoundException(META));
    expect(await sample('signed')).toBe(4);
    expect(ecs.commandCalls(RunTaskCommand)).toHaveLength(0);
    expect(stderr()).toContain(
      'dynamodb:GetItem on dev-image-trust-ledger: ResourceNotFoundException: as AWS says it: deploy what is missing',
    );
  });

  it('says why ECS started no task', async () => {
    ecs.on(RunTaskCommand).resolves({ tasks: [], failures: [{ reason: 'RESOURCE:ENI', detail: 'none left' }] });
    expect(await sample('signed')).toBe(4);
    expect(stderr()).toContain('ECS started no task on dev-sample: RESOURCE:ENI (none left)');
  });

  it('is a usage error if the deployment has no sample', async () => {
    write(deploymentInput());
    await expect(sample('signed')).rejects.toThrow('sample: expected "sample" in deployments/dev.json, found none');
  });

  it('does not take a defect for an error of AWS', async () => {
    ecs.on(RunTaskCommand).rejects(new TypeError('a defect'));
    await expect(sample('signed')).rejects.toThrow('a defect');
  });

  it('documents its exit codes', () => {
    expect(sampleVerb.help).toMatch(
      /\nExit codes:\n {2}0 +trusted or exempt; service: continued\n {2}1 +untrusted; service: rolled back\n {2}2 +usage.*\n {2}3 +inconclusive/,
    );
  });
});
