import { readFileSync, rmSync } from 'node:fs';
import { aDeployment, deploymentInput } from '../../../support/deployment/deployment';
import { aCanaryDeployment, canaryFields } from '../../../support/deployment/deployment-canary';
import { aFullLock, sampleFields } from '../../../support/deployment/deployment-sample';
import { inProject, listening, writeLock } from '../../shared/terraform/in-project';
import { NOTHING, ONE_MORE, plan } from './run-plan';

describe('image-trust plan', () => {
  const write = inProject();
  const { stdout } = listening();

  beforeEach(() => {
    write(deploymentInput());
    writeLock(aFullLock(aDeployment()));
  });

  describe('of a deployment that was never deployed', () => {
    beforeEach(() => {
      write(deploymentInput(sampleFields));
      rmSync('deployments/dev.lock.json');
    });

    it('says what will be created, and plans the stacks that need images after sign-and-push', async () => {
      const { status, ran } = await plan(['--markdown', 'plan.md'], { signing: ONE_MORE });
      expect(status).toBe(2);
      expect(ran.filter((each) => each.includes(': plan'))).toEqual([
        'cdktf.out/stacks/dev-signing: plan -detailed-exitcode -lock-timeout=60s',
      ]);
      for (const text of [stdout(), readFileSync('plan.md', 'utf8')]) {
        expect(text).toContain(
          '1 to add; planned after sign-and-push, since there is no digest of their images yet: dev-verifier, dev-sample.',
        );
        expect(text).toContain('This is the first trust document: mode ');
        expect(text).not.toMatch(/not planned|Review carefully/);
      }
      expect(stdout()).toContain('added: aws_sqs_queue.q');
    });

    it('says so as JSON', async () => {
      await plan(['--json']);
      expect(JSON.parse(stdout())).toMatchObject({
        trust: { kind: 'first', policies: ['sample'] },
        stacks: [
          { stack: 'dev-signing', kind: 'planned' },
          { stack: 'dev-verifier', kind: 'awaits-images' },
          { stack: 'dev-sample', kind: 'awaits-images' },
        ],
      });
    });

    it('reports progress in one line for each stack that waits', async () => {
      const { said } = await plan([]);
      expect(said).toContain(
        '[3/4] dev-verifier: not planned: no digest yet, so it is planned after sign-and-push (0.0 s)',
      );
    });

    it('plans the sample stack where the deployment has no sample', async () => {
      write(deploymentInput());
      await plan([]);
      expect(stdout()).toContain('no digest of their images yet: dev-verifier.');
    });
  });

  describe('of a deployment whose file has canary images that are not pushed yet', () => {
    beforeEach(() => write(deploymentInput(canaryFields)));

    it('plans the verifier stack without them, and says so', async () => {
      const { status, ran } = await plan([], { verifier: ONE_MORE });
      expect(status).toBe(2);
      expect(ran.filter((each) => each.includes(': plan'))).toEqual([
        'cdktf.out/stacks/dev-signing: plan -detailed-exitcode -lock-timeout=60s',
        'cdktf.out/stacks/dev-verifier: plan -detailed-exitcode -lock-timeout=60s -var=canaries_follow=true',
        'cdktf.out/stacks/dev-sample: plan -detailed-exitcode -lock-timeout=60s',
      ]);
      expect(stdout()).toContain(
        '1 to add; the canary images are not in this plan: sign-and-push pushes them after it.\n',
      );
    });

    it('says so as JSON', async () => {
      await plan(['--json']);
      expect(JSON.parse(stdout())).toMatchObject({
        stacks: [{ canariesFollow: false }, { canariesFollow: true }, { canariesFollow: false }],
      });
    });

    it('no longer does when the lock has them', async () => {
      writeLock(aFullLock(aCanaryDeployment()));
      const { ran } = await plan([]);
      expect(ran.filter((each) => each.includes('-var='))).toEqual([]);
      expect(stdout()).not.toContain('canary images');
    });
  });

  it.each([
    ['a resource', { format_version: '1.0', values: { root_module: { resources: [{}] } } }],
    ['a state that cannot be read', { values: [] }],
  ])('plans a stack with %s although the lock names no image, so that nothing hides behind that', async (_, state) => {
    rmSync('deployments/dev.lock.json');
    const { ran } = await plan([], { verifier: { ...NOTHING, ...state } });
    expect(ran).toContain('cdktf.out/stacks/dev-verifier: plan -detailed-exitcode -lock-timeout=60s');
  });
});
