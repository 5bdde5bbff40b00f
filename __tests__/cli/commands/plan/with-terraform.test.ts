import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planWith } from '../../../../cli/commands/plan/verb';
import { terraformRunner } from '../../../../cli/shared/terraform/run-terraform';
import { emptyLock, type Lock } from '../../../../contracts/lock/lock';
import { aDeployment, deploymentInput } from '../../../support/deployment/deployment';
import { aFullLock } from '../../../support/deployment/deployment-sample';
import { inProject, listening, writeLock } from '../../shared/terraform/in-project';
import { NOW } from './a-plan';

const data = (fields: object) => ({ resource: { terraform_data: { main: fields } } });
const LACKING = {
  ...{ locals: { image: '' } },
  ...data({
    lifecycle: {
      precondition: [
        { condition: '${local.image != ""}', error_message: 'the lock names no image: run sign-and-push.' },
      ],
    },
  }),
};

const DEPLOYED = {
  ...{ version: 4, terraform_version: '1.11.4', serial: 1, lineage: 'x', outputs: {}, check_results: null },
  resources: [
    {
      ...{ mode: 'managed', type: 'terraform_data', name: 'main' },
      provider: 'provider["terraform.io/builtin/terraform"]',
      instances: [
        {
          schema_version: 0,
          attributes: { id: 'x', input: null, output: null, triggers_replace: null },
          sensitive_attributes: [],
        },
      ],
    },
  ],
};

// These stacks need only Terraform's built-in provider, and no AWS.
describe('image-trust plan, with Terraform itself', () => {
  const write = inProject();
  const { stdout } = listening();

  const plan = async (
    stacks: Readonly<Record<string, object>>,
    lock: Lock = aFullLock(aDeployment()),
  ): Promise<number> => {
    write(deploymentInput());
    writeLock(lock);
    const synth = (): Promise<number> => {
      for (const part of ['signing', 'verifier', 'sample']) {
        const folder = join('cdktf.out', 'stacks', `dev-${part}`);
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(stacks[part] ?? {}));
      }
      return Promise.resolve(0);
    };
    return planWith({
      environment: {},
      terraform: () => terraformRunner(process.env),
      cdktfFor: () => synth,
      say: () => undefined,
      clock: () => 0,
      now: () => NOW,
    })([]);
  };

  it('returns 0 when nothing would change', async () => {
    expect(await plan({})).toBe(0);
    expect(stdout()).toContain('no changes.');
  }, 60_000);

  it('returns 2 when something would change', async () => {
    expect(await plan({ signing: data({ input: 'x' }), sample: { output: { name: { value: 'x' } } } })).toBe(2);
    expect(stdout()).toContain('1 to add.');
    expect(stdout()).toContain('added: terraform_data.main');
    expect(stdout()).toContain('outputs change: name');
  }, 60_000);

  it('returns 2 for a deployment that was never deployed and has no images yet', async () => {
    expect(await plan({ verifier: LACKING, signing: data({ input: 'x' }) }, emptyLock('dev'))).toBe(2);
    expect(stdout()).toContain('1 to add; planned after sign-and-push');
    expect(stdout()).not.toContain('the lock names no image');
  }, 60_000);

  it('returns 1 when a stack that is deployed has no image in the lock any more', async () => {
    mkdirSync('state');
    const backend = { terraform: { backend: { local: { path: '../../../state/dev-verifier.tfstate' } } } };
    writeFileSync('state/dev-verifier.tfstate', JSON.stringify(DEPLOYED));
    expect(await plan({ verifier: { ...LACKING, ...backend } }, emptyLock('dev'))).toBe(1);
    expect(stdout()).toContain('the lock names no image: run sign-and-push.');
  }, 60_000);

  it('returns 1 when a stack cannot be planned, and plans the others', async () => {
    expect(await plan({ verifier: LACKING, signing: data({ input: 'x' }) })).toBe(1);
    expect(stdout()).toContain('planning dev-verifier: the lock names no image: run sign-and-push.\n');
    expect(stdout()).toContain('added: terraform_data.main');
  }, 60_000);

  it('says what a removed block keeps, and what is destroyed without one', async () => {
    mkdirSync('state');
    const backend = { terraform: { backend: { local: { path: '../../../state/dev-signing.tfstate' } } } };
    writeFileSync('state/dev-signing.tfstate', JSON.stringify(DEPLOYED));
    const removed = [{ from: 'terraform_data.main', lifecycle: { destroy: false } }];
    expect(await plan({ signing: { removed, ...backend } })).toBe(2);
    expect(stdout()).toContain('kept, no longer managed: terraform_data.main');
    expect(await plan({ signing: backend })).toBe(2);
    expect(stdout()).toContain('destroyed: terraform_data.main');
  }, 60_000);
});
