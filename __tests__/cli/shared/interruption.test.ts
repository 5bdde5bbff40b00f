import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseLock } from '../../../contracts/lock/lock';
import { toSigningProfile } from '../../../testing/signer/signing-profile';
import type { Digest } from '../../../verification';
import { ECR_PASSWORD, ImageRegistry } from '../../support/registry/image-registry';
import { isAlive } from '../../support/process/is-alive';
import { startEcrApi, type EcrApi } from '../../support/aws/ecr-api';
import { installHangingTools, MANIFEST, type HangingTools } from '../../support/process/hanging-tools';

const COMMAND = join(__dirname, '../../../bin/image-trust.js');
const HOST = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const PROFILE = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';
const DIGEST: Digest = `sha256:${createHash('sha256').update(MANIFEST).digest('hex')}`;
const IMAGE = `${HOST}/dev-sample/signed@${DIGEST}`;
const LOCK = 'deployments/dev.lock.json';
const SAMPLES = ['--image', 'sample-signed', '--image', 'sample-unsigned', '--builder', 'buildah'];

const DEPLOYMENT = {
  version: 1,
  name: 'dev',
  account: '111122223333',
  region: 'eu-west-1',
  signing: { profile: 'dev_workloads', repositories: { workloads: [], verifier: 'dev-image-trust' } },
  policies: { sample: { repositories: [`${HOST}/dev-sample/*`], signers: [PROFILE] } },
  sample: { subnets: ['subnet-0123456789abcdef0'], image: { copy: 'public.ecr.aws/team/app:1' } },
};

const OUTPUTS = {
  'dev-signing': {
    verifierRepositoryUri: `${HOST}/dev-image-trust`,
    workloadRepositoryUris: {
      'dev-sample/signed': `${HOST}/dev-sample/signed`,
      'dev-sample/unsigned': `${HOST}/dev-sample/unsigned`,
    },
    profileArn: PROFILE,
    profileVersionArn: `${PROFILE}/abcdefghij`,
  },
};

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
};

type StartedRegistry = Awaited<ReturnType<typeof ImageRegistry.start>>;

jest.setTimeout(60_000);

describe('an interruption', () => {
  let folder: string;
  let ecr: EcrApi;
  let certificates: string;
  let signed: StartedRegistry;
  let unsigned: StartedRegistry;

  const startRegistry = async (name: string): Promise<StartedRegistry> => {
    const directory = join(certificates, name);
    mkdirSync(directory);
    const profile = { account: '111122223333', region: 'eu-west-1', name: 'dev_workloads' };
    const started = await ImageRegistry.start(directory, toSigningProfile(profile, 'abcdefghij'));
    started.registry.manifest(MANIFEST);
    return started;
  };

  beforeAll(async () => {
    ecr = await startEcrApi(() => ECR_PASSWORD);
    certificates = mkdtempSync(join(tmpdir(), 'interruption-certificates-'));
    signed = await startRegistry('signed');
    signed.registry.sign(DIGEST);
    unsigned = await startRegistry('unsigned');
  });

  afterAll(async () => {
    await Promise.all([ecr.stop(), signed.registry.gateway.stop(), unsigned.registry.gateway.stop()]);
    rmSync(certificates, { recursive: true });
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'interruption-'));
    for (const each of ['deployments', 'temporary']) mkdirSync(join(folder, each));
    writeFileSync(join(folder, 'package.json'), '{ "name": "ecs-image-trust" }');
    writeFileSync(join(folder, 'deployments/dev.json'), JSON.stringify(DEPLOYMENT));
    writeFileSync(join(folder, 'deployments/dev.outputs.json'), JSON.stringify(OUTPUTS));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const pidsFile = (): string => join(folder, 'pids');

  /** The temporary folders that exist now. They hold logins. */
  const kept = (): readonly string[] =>
    readdirSync(join(folder, 'temporary')).filter((name) => name.startsWith('image-trust-'));

  const start = (args: readonly string[], tools: Partial<HangingTools> = {}, more: NodeJS.ProcessEnv = {}) => {
    // A signature is made only for an image that has none.
    const { environment, rootCertificate } = tools.hangs === 'sign' ? unsigned : signed;
    const own = { directory: folder, pids: pidsFile(), hangs: 'nothing', stubborn: false, digest: DIGEST } as const;
    const env = {
      ...environment,
      HOME: folder,
      TMPDIR: join(folder, 'temporary'),
      AWS_ENDPOINT_URL_ECR: ecr.url,
      ...installHangingTools({ ...own, rootCertificate, ...tools }),
      ...more,
    };
    const child = spawn(process.execPath, [COMMAND, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const written = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => (written.stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (written.stderr += String(chunk)));
    const ended = new Promise<{ status: number | null }>((resolve) =>
      child.once('close', (status) => resolve({ status })),
    );
    return { child, ended, written };
  };

  /** Starts a command, sends it a signal while its program hangs, and returns how everything ended. */
  const interrupt = async (signal: NodeJS.Signals, args: readonly string[], tools: Partial<HangingTools> = {}) => {
    const { child, ended, written } = start(args, tools);
    await Promise.race([until(() => existsSync(pidsFile())), ended]);
    if (!existsSync(pidsFile())) throw new Error(`the command ended before its program hung: ${written.stderr}`);
    const pids = readFileSync(pidsFile(), 'utf8').trim().split(' ').map(Number);
    const loggedIn = kept().length;
    child.kill(signal);
    const { status } = await ended;
    return { status, running: pids.filter(isAlive), loggedIn, left: kept(), ...written };
  };

  const lockedImages = (): readonly string[] =>
    Object.keys(parseLock(readFileSync(join(folder, LOCK), 'utf8'), LOCK).images);

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    'by %s terminates what sign-and-push runs, keeps what is done, and leaves no login behind',
    async (signal, status) => {
      const end = await interrupt(signal, ['sign-and-push', '--deployment', 'dev', ...SAMPLES]);
      expect(end).toMatchObject({ status, running: [], loggedIn: 1, left: [] });
      expect(end.stderr).toContain(
        `\nimage-trust sign-and-push: interrupted by ${signal}: 1 of 2 images done and locked; run it again to resume\n`,
      );
      expect(lockedImages()).toEqual(['sample-signed']);
      expect(readdirSync(join(folder, 'deployments')).sort()).toEqual([
        'dev.json',
        'dev.lock.json',
        'dev.outputs.json',
      ]);
    },
  );

  it('kills a program that ignores SIGTERM', async () => {
    const end = await interrupt('SIGINT', ['sign-and-push', ...SAMPLES], { stubborn: true });
    expect(end).toMatchObject({ status: 130, running: [], left: [] });
  });

  it('of deploy prints the command that resumes', async () => {
    const args = ['deploy', '--deployment', 'dev', '--only', 'images', '--auto-approve', '--', ...SAMPLES];
    const end = await interrupt('SIGINT', args);
    expect(end).toMatchObject({ status: 130, running: [], left: [] });
    expect(end.stderr).toMatch(
      /\[1\/1\] images: interrupted \(\S+ s\)\nfinished steps are kept; resume with: npx image-trust deploy --deployment dev --only images .*\n$/,
    );
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('by %s terminates what sign runs', async (signal) => {
    const end = await interrupt(signal, ['sign', IMAGE, '--builder', 'buildah'], { hangs: 'sign' });
    expect(end).toMatchObject({ status: signal === 'SIGINT' ? 130 : 143, running: [], loggedIn: 1, left: [] });
    expect(end.stderr).toContain(
      `image-trust sign: interrupted by ${signal}: 0 of 1 images signed and verified; run it again to resume\n`,
    );
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('by %s terminates what verify runs', async (signal) => {
    const end = await interrupt(signal, ['verify', IMAGE, '--deployment', 'dev'], { hangs: 'verify' });
    expect(end).toMatchObject({ status: signal === 'SIGINT' ? 130 : 143, running: [], left: [], stdout: '' });
    expect(end.stderr).toBe(
      `image-trust verify: interrupted by ${signal}: 0 of 1 images verified, no verdict printed; run it again\n`,
    );
  });

  describe('while AWS does not answer', () => {
    let silent: Server;
    let asked: Promise<void>;

    beforeEach(async () => {
      silent = createServer();
      asked = new Promise((resolve) => void silent.once('request', () => resolve()));
      await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve));
    });

    afterEach(() => {
      silent.closeAllConnections();
      silent.close();
    });

    it('ends the command all the same', async () => {
      const { port } = silent.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}`;
      const { child, ended, written } = start(['sign-and-push', ...SAMPLES], {}, { AWS_ENDPOINT_URL_ECR: url });
      await asked;
      child.kill('SIGINT');
      await expect(ended).resolves.toEqual({ status: 130 });
      expect(written.stderr).toContain('0 of 2 images done and locked; run it again to resume');
      expect(kept()).toEqual([]);
      expect(lockedImages()).toEqual([]);
    });
  });
});
