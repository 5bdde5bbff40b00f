import type { GatePorts } from '../../../../cli/commands/gate/gate-ports';
import { deploymentInput } from '../../../support/deployment/deployment';
import { newGateEntry, withAnnounced } from '../../../../verification';
import { aServiceFailure, CLUSTER, ECR, NOW } from '../../../support/domain/domain';
import { aRepositoryGrant } from '../../../support/domain/fake-grants';
import { inProject, listening } from '../../shared/terraform/in-project';
import { aPauseHook, DEPLOYMENT, HOUR, REVISION, SERVICE, someDetails } from './a-service';
import { anAwsError, GATE, gate, MISSING, somePorts, verifying } from './gate-under-test';

describe('image-trust gate status', () => {
  const write = inProject();
  const { stdout, stderr } = listening();

  beforeEach(() => write(deploymentInput({ mode: 'enforce', gate: GATE })));

  const json = (): Record<string, unknown> => JSON.parse(stdout()) as Record<string, unknown>;

  it('lists what waits: since when, until when, what ECS does then, and why', async () => {
    const memory = withAnnounced(newGateEntry(NOW - HOUR), ['log', 'topic'], 'waiting');
    const failure = aServiceFailure('the registry answered 503');
    expect(await gate({ recall: async () => memory, findVerifier: async () => verifying(failure) }, 'status')).toBe(0);
    expect(stdout()).toBe(
      `pay/web waits at PRE_SCALE_UP
  since        2026-03-01T11:00:00Z (1 h 0 min)
  until        2026-03-02T11:00:00Z (in 23 h 0 min); then ECS rolls the deployment back
  answered by  the gate
  announced    waiting
  why          by what was found now, the gate lets it wait: an image could not be verified
               ${ECR}/shop/web:1: inconclusive (registry-unavailable): the registry answered 503
  deployment   ${DEPLOYMENT}
  hook         ecs-pause-1
`,
    );
  });

  it('says the same as JSON, alone on stdout', async () => {
    await gate({}, 'status', '--json');
    expect(json()).toEqual({
      clusters: [CLUSTER],
      waiting: [
        {
          cluster: CLUSTER,
          service: SERVICE,
          deployment: DEPLOYMENT,
          hook: 'ecs-pause-1',
          stage: 'PRE_SCALE_UP',
          ours: 'yes',
          since: '2026-03-01T11:00:00Z',
          until: '2026-03-02T11:00:00Z',
          timeoutAction: 'roll-back',
          announced: null,
          containers: [expect.objectContaining({ container: 'web', provisional: false, verdict: 'trusted' })],
          grants: [],
        },
      ],
    });
  });

  it('neither looks up nor verifies what is not ours', async () => {
    const [recall, findVerifier] = [jest.fn(), jest.fn()];
    const readDeployments = async () => [someDetails({ stage: 'POST_TEST_TRAFFIC_SHIFT' })];
    await gate({ readDeployments, recall, findVerifier }, 'status');
    expect(stdout()).toContain('answered by  not by the gate: someone must continue it or roll it back\n');
    expect(stdout()).not.toMatch(/announced|why/);
    expect(recall).not.toHaveBeenCalled();
    expect(findVerifier).not.toHaveBeenCalled();
  });

  it('takes the time from the ledger where it does not follow from the time-out', async () => {
    const memory = newGateEntry(NOW - 5 * 60_000);
    const readDeployments = async () => [someDetails({ hooks: [aPauseHook({ expiresAt: null })] })];
    await gate({ recall: async () => memory, readDeployments }, 'status');
    expect(stdout()).toContain('since        2026-03-01T11:55:00Z (5 min)\n');
    expect(stdout()).toContain('until        ECS does not say; then it rolls the deployment back\n');
    expect(stdout()).toContain('announced    nothing yet\n');
  });

  it('has what expires first at the top', async () => {
    const at = (hookId: string, hours: number | null) =>
      aPauseHook({ hookId, expiresAt: hours === null ? null : NOW + hours * HOUR });
    const hooks = [at('unknown', null), at('late', 9), at('soon', 1)];
    await gate({ readDeployments: async () => [someDetails({ hooks })] }, 'status');
    expect(stdout().match(/hook +\w+/g)).toEqual(['hook         soon', 'hook         late', 'hook         unknown']);
  });

  it('says what it could not find out, and lists all the same', async () => {
    const recall = () => Promise.reject(anAwsError('AccessDeniedException'));
    expect(await gate({ recall, findVerifier: async () => MISSING }, 'status')).toBe(0);
    expect(stderr()).toContain('what the gate announced is not known: dynamodb:GetItem on the ledger: AccessDenied');
    expect(stderr()).toContain('why they wait is not known: no image can be verified on this machine\n');
    expect(stdout()).toContain('why          not known: its images could not be verified here\n');
    expect(stdout()).not.toContain('announced');
  });

  it.each([
    ['a revision that ECS no longer knows', { describeRevision: async () => undefined }],
    ['a deployment without a target', { readDeployments: async () => [someDetails({ targetRevisionArn: null })] }],
  ])('lists %s without verdicts', async (_what, ports) => {
    await gate(ports, 'status', '--json');
    expect(json()).toMatchObject({ waiting: [{ containers: null }] });
  });

  it('verifies the revision that is deployed', async () => {
    const describeRevision = jest.fn(somePorts().describeRevision);
    await gate({ describeRevision }, 'status');
    expect(describeRevision.mock.calls).toEqual([[REVISION]]);
  });

  it('counts a grant in force, and says when grants were not considered', async () => {
    const findVerifier = async () => verifying(aServiceFailure());
    const grant = aRepositoryGrant();
    await gate({ findVerifier, readGrants: async () => [grant] }, 'status');
    expect(stdout()).toContain(
      `why          by what was found now, the gate continues it: a break-glass grant is in force: ${grant.id} (until 2026-03-01T15:00:00.000Z)\n`,
    );
    const readGrants = () => Promise.reject(anAwsError('AccessDeniedException'));
    await gate({ findVerifier, readGrants }, 'status', '--json');
    expect(stderr()).toContain('break-glass grants are not considered: dynamodb:Query on the table of grants: Access');
    expect(JSON.parse(stdout().slice(stdout().indexOf('\n{')))).toMatchObject({ waiting: [{ grants: null }] });
  });

  it.each<[string, Partial<GatePorts>, readonly string[], string]>([
    [
      'in all clusters',
      {
        readDeployments: async () => [],
        lists: { ...somePorts().lists, clusters: async () => [CLUSTER, `${CLUSTER}2`] },
      },
      ['status'],
      'Nothing waits: no service deployment in the 2 clusters that have a gate waits at a pause hook.\n',
    ],
    [
      'in one cluster',
      { lists: { ...somePorts().lists, deployments: async () => [] } },
      ['status', '--cluster', 'pay'],
      `Nothing waits: no service deployment in ${CLUSTER} waits at a pause hook.\n`,
    ],
  ])('says that nothing waits %s', async (_what, ports, args, sentence) => {
    expect(await gate(ports, ...args)).toBe(0);
    expect(stdout()).toBe(sentence);
  });

  it('asks about the clusters that have a gate, and about no others', async () => {
    const other = CLUSTER.replace('/pay', '/other');
    write(
      deploymentInput({
        gate: GATE,
        clusters: { pay: { mode: 'audit', gate: 'off' }, [other]: { mode: 'audit' } },
      }),
    );
    const services = jest.fn(async () => []);
    await gate({ lists: { ...somePorts().lists, clusters: async () => [CLUSTER, other], services } }, 'status');
    expect(services.mock.calls).toEqual([[other]]);
  });

  it('lists no cluster where only those that are named have a gate', async () => {
    write(deploymentInput({ clusters: { pay: { mode: 'audit', gate: GATE } } }));
    const clusters = jest.fn();
    await gate({ lists: { ...somePorts().lists, clusters } }, 'status', '--json');
    expect(json()).toMatchObject({ clusters: [CLUSTER] });
    expect(clusters).not.toHaveBeenCalled();
  });

  it('says that no cluster has a gate', async () => {
    write(deploymentInput());
    expect(await gate({}, 'status')).toBe(0);
    expect(stdout()).toBe('Nothing waits: no cluster has a gate.\n');
  });
});
