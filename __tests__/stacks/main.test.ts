import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { serializeLock } from '../../contracts/lock/lock';
import { aDeployment, deploymentInput } from '../support/deployment/deployment';
import { aFullLock } from '../support/deployment/deployment-sample';

const ROOT = resolve(__dirname, '../..');
const TSX = join(ROOT, 'node_modules/tsx/dist/loader.mjs');

describe('main.ts', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'synthesis-'));
    mkdirSync(join(folder, 'deployments'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (file: string, content: unknown): void =>
    writeFileSync(join(folder, 'deployments', file), typeof content === 'string' ? content : JSON.stringify(content));
  const synthesise = (deployment?: string, more: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, ['--import', TSX, join(ROOT, 'main.ts')], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...(deployment === undefined ? {} : { DEPLOYMENT: deployment }), ...more },
    });
  const stack = (id: string): string => readFileSync(join(folder, 'cdktf.out/stacks', id, 'cdk.tf.json'), 'utf8');

  const wrote = (deployment: string): string =>
    ['signing', 'verifier', 'sample']
      .map((part) => `wrote cdktf.out/stacks/${deployment}-${part}/cdk.tf.json\n`)
      .join('');

  it('writes the three stacks of the example, without paths of this machine', () => {
    cpSync(join(ROOT, 'deployments'), join(folder, 'deployments'), { recursive: true });
    expect(synthesise()).toMatchObject({ status: 0, stdout: '', stderr: wrote('example') });
    const ids = ['example-sample', 'example-signing', 'example-verifier'];
    expect(readdirSync(join(folder, 'cdktf.out/stacks')).sort()).toEqual(ids);
    for (const id of ids) {
      expect(stack(id)).not.toContain(ROOT);
      expect(stack(id)).not.toContain(folder);
    }
  });

  it('says nothing below cdktf, which lists the stacks itself and shows stderr as errors', () => {
    write('dev.json', deploymentInput());
    expect(synthesise('dev', { CDKTF_OUTDIR: 'out' })).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(join(folder, 'out/stacks'))).toHaveLength(3);
  });

  it('writes the same files every time', () => {
    write('dev.json', deploymentInput());
    synthesise();
    const before = stack('dev-verifier');
    synthesise();
    expect(stack('dev-verifier')).toBe(before);
  });

  it("prints a violation of the stacks' rules without a stack trace and without cdktf's advice to skip validation", () => {
    const host = (account: number): string => `${111122220000 + account}.dkr.ecr.eu-west-1.amazonaws.com`;
    const repositories = Array.from({ length: 1000 }, (_, account) => `${host(account)}/team/${'x'.repeat(60)}`);
    const signers = ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads'];
    write('dev.json', deploymentInput({ policies: { all: { repositories, signers } } }));
    const { status, stderr } = synthesise('dev');
    expect(status).toBe(2);
    expect(stderr).toContain('IAM allows');
    expect(stderr).not.toMatch(/skip|^ +at /im);
  });

  it('needs no lock before the first sign-and-push, and uses the digest of the lock afterwards', () => {
    write('dev.json', deploymentInput());
    expect(synthesise('dev').status).toBe(0);
    expect(stack('dev-verifier')).toContain('"verifier-image": ""');
    write('dev.lock.json', serializeLock(aFullLock(aDeployment())));
    expect(synthesise('dev').status).toBe(0);
    expect(stack('dev-verifier')).toContain(`@sha256:${'ab'.repeat(32)}"`);
  });

  it('warns about an exemption that has ended, and still synthesises', () => {
    const exemption = { repositories: ['quay.io/a/b'], reason: 'mirrored next week', until: '2020-01-31' };
    write('dev.json', deploymentInput({ exemptions: { vendor: exemption } }));
    const warning = 'exemption vendor of deployment dev ended at 2020-02-01T00:00:00.000Z: it is ignored';
    expect(synthesise()).toMatchObject({ status: 0, stderr: `warning: ${warning}\n${wrote('dev')}` });
    expect(readFileSync(join(folder, 'cdktf.out/manifest.json'), 'utf8')).toContain(warning);
  });

  it('prints what a service must add for the gate, but not below cdktf, which prints it itself', () => {
    write('dev.json', deploymentInput({ mode: 'enforce', gate: { stages: ['PRE_SCALE_UP'] } }));
    const { status, stderr } = synthesise();
    expect(status).toBe(0);
    expect(stderr).toContain('Each service adds this to its deploymentConfiguration (docs/gate.md');
    expect(stderr).toContain('"targetType": "PAUSE"');
    expect(stderr).not.toContain('warning');
    expect(synthesise('dev', { CDKTF_OUTDIR: 'out' })).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(folder, 'out/manifest.json'), 'utf8')).toContain('Each service adds this');
  });

  it('warns about images outside of ECR, and still synthesises', () => {
    const signers = ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads'];
    write('dev.json', deploymentInput({ policies: { web: { repositories: ['quay.io/a/b'], signers } } }));
    const { status, stderr } = synthesise();
    expect({ status, lines: stderr.split('\n').length }).toEqual({ status: 0, lines: 5 });
    expect(stderr).toContain('warning: policy web of deployment dev covers images outside of ECR (quay.io/a/b): ');
    const manifest = readFileSync(join(folder, 'cdktf.out/manifest.json'), 'utf8');
    expect(manifest).toContain('policy web of deployment dev covers images outside of ECR (quay.io/a/b): ');
  });

  it.each<[string, () => string | undefined, string]>([
    [
      'no deployment',
      () => undefined,
      'the variable DEPLOYMENT: expected the name of a deployment in deployments/ (there are none: npx image-trust init writes one), found nothing\n',
    ],
    [
      'none chosen of two',
      () => {
        write('dev.json', deploymentInput());
        write('prod.json', deploymentInput({ name: 'prod' }));
        return undefined;
      },
      'the variable DEPLOYMENT: expected the name of a deployment in deployments/ (dev, prod), found nothing\n',
    ],
    [
      'a deployment file with two mistakes',
      () => {
        write('dev.json', deploymentInput({ mode: 'warn', account: '1' }));
        return 'dev';
      },
      'deployments/dev.json: 2 problems\n  account: expected an account of 12 digits, found "1"\n  mode: expected one of "audit", "enforce", found "warn"\n',
    ],
    [
      "another deployment's lock",
      () => {
        write('dev.json', deploymentInput());
        write('dev.lock.json', '{"version":1,"deployment":"prod","images":{}}');
        return 'dev';
      },
      'deployments/dev.lock.json: 1 problem\n  deployment: expected dev, the deployment in the file\'s name, found "prod"\n',
    ],
  ])('exits with 2 and one message, and writes nothing, for %s', (_what, arrange, message) => {
    expect(synthesise(arrange())).toMatchObject({ status: 2, stdout: '', stderr: message });
    expect(existsSync(join(folder, 'cdktf.out'))).toBe(false);
  });
});
