import type { GatePorts } from '../../../../cli/commands/gate/gate-ports';
import { deploymentInput } from '../../../support/deployment/deployment';
import {
  aContainer,
  anUntrusted,
  aServiceFailure,
  CLUSTER,
  digestOf,
  ECR,
  NOW,
  TASK_DEFINITION,
} from '../../../support/domain/domain';
import { aGrant, aRepositoryGrant } from '../../../support/domain/fake-grants';
import { inProject, listening } from '../../shared/terraform/in-project';
import { aService, aServiceHook, SERVICE } from './a-service';
import { anAwsError, GATE, gate, MISSING, verifying } from './gate-under-test';

describe('image-trust gate check', () => {
  const write = inProject();
  const { stdout, stderr } = listening();

  beforeEach(() => write(deploymentInput({ mode: 'enforce', gate: GATE })));

  const json = (): Record<string, unknown> => JSON.parse(stdout()) as Record<string, unknown>;

  const check = (ports: Partial<GatePorts>, ...args: readonly string[]): Promise<number> =>
    gate(ports, 'check', '--service', 'pay/web', ...args);

  it.each<[string, Partial<GatePorts>, number, string, string]>([
    ['trusted', {}, 0, 'continue', 'would be continued: every image is trusted or exempt.'],
    [
      'untrusted',
      { findVerifier: async () => verifying(anUntrusted('unsigned')) },
      1,
      'roll-back',
      'would be rolled back: an image is untrusted.',
    ],
    [
      'inconclusive',
      { findVerifier: async () => verifying(aServiceFailure()) },
      3,
      'wait',
      'would wait: an image could not be verified.',
    ],
    [
      'untrusted with a grant in force',
      { findVerifier: async () => verifying(anUntrusted('unsigned')), readGrants: async () => [aRepositoryGrant()] },
      0,
      'continue',
      `would be continued: a break-glass grant is in force: ${aGrant().id} (until 2026-03-01T15:00:00.000Z).`,
    ],
    [
      'untrusted with a grant that has ended',
      {
        findVerifier: async () => verifying(anUntrusted('unsigned')),
        readGrants: async () => [aRepositoryGrant({ until: NOW })],
      },
      1,
      'roll-back',
      'would be rolled back: an image is untrusted.',
    ],
    [
      'not gated',
      { describeService: async () => aService({ hooks: [] }) },
      1,
      'not-gated',
      'would not be held: the service is not gated.',
    ],
    [
      'not verified here',
      { findVerifier: async () => MISSING },
      3,
      'unknown',
      'cannot be said: no image can be verified on this machine.',
    ],
    [
      'neither gated nor verified',
      { describeService: async () => aService({ hooks: [] }), findVerifier: async () => MISSING },
      1,
      'not-gated',
      'would not be held: the service is not gated.',
    ],
  ])('says what the next deployment would get: %s', async (_what, ports, status, next, words) => {
    expect(await check(ports)).toBe(status);
    expect(stdout()).toContain(`The next deployment ${words}\n`);
    expect(await check(ports, '--json')).toBe(status);
    expect(JSON.parse(stdout().slice(stdout().indexOf('\n{')))).toMatchObject({ next });
  });

  it('shows the hooks, the time-out, the images, and that a tag is provisional', async () => {
    await check({
      describeService: async () => aService({ hooks: [aServiceHook(), aServiceHook({ kind: 'lambda' })] }),
    });
    expect(stdout()).toContain(`service         ${SERVICE}\nmode            enforce\n`);
    expect(stdout()).toContain(
      'hooks           PRE_SCALE_UP: the gate answers; after 1440 minutes without an answer ECS rolls the deployment back\n' +
        '                PRE_SCALE_UP: a Lambda function answers\n',
    );
    expect(stdout()).toContain(`task definition ${TASK_DEFINITION}\n`);
    expect(stdout()).toMatch(/shop\/web:1 +trusted/);
    expect(stdout()).toContain('its verdict is provisional');
  });

  it.each<[string, readonly string[] | null, string]>([
    [
      'AccessDeniedException',
      null,
      'break-glass grants are not considered: dynamodb:Query on the table of grants: Access',
    ],
    ['ResourceNotFoundException', [], ''],
  ])('answers all the same where the table of grants answers %s', async (error, grants, said) => {
    const readGrants = () => Promise.reject(anAwsError(error));
    await check({ readGrants, findVerifier: async () => verifying(anUntrusted('unsigned')) }, '--json');
    expect(json()).toMatchObject({ next: 'roll-back', grants });
    expect(stderr().includes('grants')).toBe(said !== '');
    expect(stderr()).toContain(said);
  });

  it('reads no grants where every image is trusted', async () => {
    const readGrants = jest.fn();
    await check({ readGrants }, '--json');
    expect(readGrants).not.toHaveBeenCalled();
    expect(json()).toMatchObject({ grants: [] });
  });

  it('is not provisional where the task definition names a digest', async () => {
    const image = `${ECR}/shop/web@${digestOf('a')}`;
    await check({ readContainers: async () => [aContainer({ image, imageDigest: null })] });
    expect(stdout()).not.toContain('provisional');
  });

  it('says everything as JSON, alone on stdout', async () => {
    await check({}, '--json');
    expect(json()).toEqual({
      service: SERVICE,
      cluster: CLUSTER,
      gated: true,
      mode: 'enforce',
      stages: ['PRE_SCALE_UP'],
      hooks: [
        { kind: 'pause', stage: 'PRE_SCALE_UP', answered: true, timeoutMinutes: 1_440, timeoutAction: 'roll-back' },
      ],
      taskDefinition: TASK_DEFINITION,
      containers: [expect.objectContaining({ container: 'web', provisional: true, verdict: 'trusted' })],
      next: 'continue',
      because: 'every image is trusted or exempt',
      grants: [],
      remarks: [],
    });
  });

  it('passes the remarks on, and nothing of a name that could control a terminal', async () => {
    const hooks = [aServiceHook(), aServiceHook({ stages: ['\u001B[2J'] })];
    await check({ describeService: async () => aService({ hooks, serviceArn: `${SERVICE}\u202E` }) });
    expect(stdout()).toContain('Note: \\u{1b}[2J: the gate does not answer the pause hook at this stage');
    expect(stdout()).not.toMatch(/\u001B|\u202E/);
  });

  it('decides an image that no policy covers without its registry', async () => {
    const verify = jest.fn();
    const containers = [aContainer({ image: 'docker.io/library/nginx:1', imageDigest: null })];
    expect(
      await check({
        readContainers: async () => containers,
        findVerifier: async () => ({ kind: 'ready', verify }),
      }),
    ).toBe(1);
    expect(stdout()).toMatch(/nginx:1 +untrusted +no-policy/);
    expect(verify).not.toHaveBeenCalled();
  });

  it('takes a service without a task definition for one without containers', async () => {
    expect(await check({ describeService: async () => aService({ taskDefinitionArn: null }) })).toBe(3);
    expect(stdout()).toContain('would wait: the revision has no container.');
  });

  it('ends with 4 if there is no such service', async () => {
    expect(await check({ describeService: async () => undefined })).toBe(4);
    expect(stderr()).toContain('image-trust gate: the cluster pay has no service web\n');
  });

  it('says what to do when AWS refuses', async () => {
    const describeService = () => Promise.reject(anAwsError('ClusterNotFoundException'));
    expect(await check({ describeService })).toBe(4);
    expect(stderr()).toContain(
      'ecs:DescribeServices: ClusterNotFoundException: as AWS says it: check the name of the cluster',
    );
  });

  it('refuses a service of another region', async () => {
    const arn = SERVICE.replace('eu-west-1', 'eu-west-2');
    await expect(gate({}, 'check', '--service', arn)).rejects.toThrow('expected a service in eu-west-1');
  });
});
