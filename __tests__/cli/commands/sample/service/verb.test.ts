import { CreateServiceCommand, ListServiceDeploymentsCommand } from '@aws-sdk/client-ecs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { deploymentInput } from '../../../../support/deployment/deployment';
import { sampleFields } from '../../../../support/deployment/deployment-sample';
import { anAwsError, DEPLOYMENT, NAME, REMOVAL, serviceSample } from './service-under-test';

describe('image-trust sample service', () => {
  const { write, stdout, stderr, ecs, dynamodb, hookIs, remembers, sample, removed } = serviceSample();

  it('creates a service that waits for the gate, and removes it', async () => {
    await sample('unsigned');
    expect(ecs.commandCalls(CreateServiceCommand).map(({ args }) => args[0].input)).toEqual([
      {
        cluster: 'dev-sample',
        serviceName: NAME,
        taskDefinition: 'dev-unsigned-task-def',
        desiredCount: 1,
        launchType: 'FARGATE',
        networkConfiguration: {
          awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d4e5f60718'], assignPublicIp: 'DISABLED' },
        },
        deploymentConfiguration: {
          strategy: 'ROLLING',
          lifecycleHooks: [
            {
              targetType: 'PAUSE',
              lifecycleStages: ['PRE_SCALE_UP'],
              timeoutConfiguration: { timeoutInMinutes: 30, action: 'ROLLBACK' },
            },
          ],
        },
      },
    ]);
    expect(removed()).toEqual([REMOVAL]);
    expect(stderr()).toContain(`the service ${NAME} is removed\n`);
  });

  it('deploys it blue/green where that is wanted', async () => {
    await sample('signed', '--strategy', 'blue-green');
    expect(ecs.commandCalls(CreateServiceCommand)[0]?.args[0].input.deploymentConfiguration).toMatchObject({
      strategy: 'BLUE_GREEN',
      bakeTimeInMinutes: 0,
    });
  });

  it('uses a stage that its cluster has', async () => {
    const gate = { stages: ['RECONCILE_SERVICE', 'POST_SCALE_UP'] };
    write(deploymentInput({ ...sampleFields, mode: 'enforce', gate }));
    await sample('signed');
    const { lifecycleHooks } = ecs.commandCalls(CreateServiceCommand)[0]?.args[0].input.deploymentConfiguration ?? {};
    expect(lifecycleHooks?.[0]?.lifecycleStages).toEqual(['POST_SCALE_UP']);
  });

  it.each([
    ['SUCCEEDED', 0, 'answer      continued\n'],
    ['FAILED', 1, 'answer      rolled back\n'],
    ['TIMED_OUT', 3, 'answer      not answered in time: ECS acted by itself\n'],
    ['AWAITING_ACTION', 3, 'answer      none in time\n'],
  ] as const)('prints the answer, and ends with its exit code: %s', async (status, code, line) => {
    hookIs(status);
    expect(await sample('unsigned', '--timeout', '6')).toBe(code);
    expect(stdout()).toContain(line);
    expect(removed()).toEqual([REMOVAL]);
  });

  it('prints who answered and why, and the timeline', async () => {
    remembers('roll-back');
    await sample('unsigned');
    expect(stdout()).toBe(`answer      rolled back
by          the gate
because     an image is unsigned
announced   rolled-back
service     ${NAME}
deployment  ${DEPLOYMENT}
timeline
    0 s  service ${NAME} created
    0 s  deployment IN_PROGRESS at PRE_SCALE_UP
    0 s  hook ecs-pause-1 was rolled back
`);
    expect(stderr()).toContain('    0 s  deployment IN_PROGRESS at PRE_SCALE_UP\n');
    expect(stderr()).toContain(
      `--log-group-name /aws/lambda/dev-image-trust-launch --filter-pattern '"${DEPLOYMENT}"'`,
    );
  });

  it('says that someone else answered', async () => {
    remembers('continue');
    await sample('unsigned');
    expect(stdout()).toContain('by          someone else\nbecause     -\n');
  });

  it('says everything as JSON, alone on stdout', async () => {
    remembers('roll-back');
    expect(await sample('unsigned', '--json')).toBe(1);
    expect(JSON.parse(stdout())).toEqual({
      deployment: 'dev',
      variant: 'unsigned',
      stage: 'PRE_SCALE_UP',
      service: NAME,
      serviceDeployment: DEPLOYMENT,
      answer: 'rolled-back',
      answeredBy: 'gate',
      because: 'an image is unsigned',
      announced: ['rolled-back'],
      timeline: expect.arrayContaining([
        { at: '2026-03-01T12:00:00.000Z', what: `service ${NAME} created` },
      ]) as unknown,
    });
  });

  it('prints the answer although the ledger cannot be read', async () => {
    dynamodb.on(GetCommand).rejects(anAwsError('AccessDeniedException'));
    expect(await sample('unsigned')).toBe(1);
    expect(stderr()).toContain('who answered is not known: dynamodb:GetItem on the ledger: AccessDeniedException');
    expect(stdout()).toContain('by          not known\n');
  });

  it('says where to look when no one answers, and when ECS lists no deployment', async () => {
    ecs.on(ListServiceDeploymentsCommand).resolves({});
    expect(await sample('unsigned', '--timeout', '6')).toBe(3);
    expect(stdout()).toContain('deployment  -\n');
    expect(stderr()).toContain('no answer within 6 s: check the alarms and dead letters of dev\n');
  });

  describe('creates nothing', () => {
    it.each<[string, object, string, RegExp]>([
      [
        'without a gate',
        {},
        'signed',
        /expected a gate at PRE_SCALE_UP or POST_SCALE_UP for the cluster dev-sample in deployments\/dev\.json, found none$/,
      ],
      [
        'where the gate of its cluster is off',
        { gate: { stages: ['PRE_SCALE_UP'] }, clusters: { 'dev-sample': { mode: 'enforce', gate: 'off' } } },
        'signed',
        /found none$/,
      ],
      [
        'at a stage that its deployment does not come to',
        { gate: { stages: ['RECONCILE_SERVICE'] } },
        'signed',
        /found RECONCILE_SERVICE$/,
      ],
      [
        'in audit, for the unsigned one',
        { gate: { stages: ['PRE_SCALE_UP'] } },
        'unsigned',
        /^sample service unsigned: expected mode enforce for the cluster dev-sample .* found audit/,
      ],
    ])('%s', async (_what, fields, variant, message) => {
      write(deploymentInput({ ...sampleFields, ...fields }));
      await expect(sample(variant)).rejects.toThrow(message);
      expect(ecs.calls()).toEqual([]);
    });
  });

  it('runs the signed one in audit', async () => {
    write(deploymentInput({ ...sampleFields, gate: { stages: ['PRE_SCALE_UP'] } }));
    hookIs('SUCCEEDED');
    expect(await sample('signed')).toBe(0);
  });
});
