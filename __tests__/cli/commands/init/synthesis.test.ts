import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initOn } from '../../../../cli/commands/init/verb';
import { aTerminal } from '../../shared/terraform/a-terminal';
import { inProject, listening } from '../../shared/terraform/in-project';

const ROOT = join(__dirname, '../../../..');
const TSX = join(ROOT, 'node_modules/tsx/dist/loader.mjs');
const FLAGS = ['--name', 'dev-eu', '--account', '111122223333', '--region', 'eu-west-1', '--repository', 'shop/web'];
const SUBNETS = ['--subnet', 'subnet-0a1b2c3d'];
const IN_GOVCLOUD = FLAGS.map((flag) => (flag === 'eu-west-1' ? 'us-gov-west-1' : flag));

describe('what init writes, as npm run synth reads it,', () => {
  inProject();
  listening();

  const synthesise = () => {
    const options = { encoding: 'utf8', env: { PATH: process.env['PATH'], DEPLOYMENT: 'dev-eu' } } as const;
    const { status, stderr } = spawnSync(process.execPath, ['--import', TSX, join(ROOT, 'main.ts')], options);
    return { status, stderr };
  };

  const stack = (part: string): string => readFileSync(`cdktf.out/stacks/dev-eu-${part}/cdk.tf.json`, 'utf8');

  it.each<[string, readonly string[], readonly string[] | undefined]>([
    ['flags', FLAGS, undefined],
    ['flags, with a sample', [...FLAGS, ...SUBNETS], undefined],
    ['flags, in public subnets', [...FLAGS, ...SUBNETS, '--public-subnets'], undefined],
    ['flags, to enforce', [...FLAGS, ...SUBNETS, '--mode', 'enforce'], undefined],
    ['flags, in GovCloud', [...IN_GOVCLOUD, ...SUBNETS], undefined],
    ['answers', [], ['dev-eu', '111122223333', 'eu-west-1', '', 'shop/web', 'subnet-0a1b2c3d', 'yes']],
    ['answers, the shortest', ['--repository', 'shop/web'], ['dev-eu', '111122223333', 'eu-west-1', '', '']],
  ])('gives three stacks with the repository in them: %s', async (_what, args, answers) => {
    await expect(initOn(aTerminal(answers ?? [], answers !== undefined))(args)).resolves.toBe(0);
    const wrote = ['signing', 'verifier', 'sample'].map(
      (part) => `wrote cdktf.out/stacks/dev-eu-${part}/cdk.tf.json\n`,
    );
    expect(synthesise()).toEqual({ status: 0, stderr: wrote.join('') });
    const ids = ['dev-eu-sample', 'dev-eu-signing', 'dev-eu-verifier'];
    expect(readdirSync('cdktf.out/stacks').sort()).toEqual(ids);
    expect(stack('signing')).toContain('"name": "shop/web"');
    expect(stack('verifier')).toContain('shop/web');
  });
});
