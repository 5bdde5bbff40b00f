import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loopbackRegistry, LoopbackRegistryError } from '../../../adapters/notation/loopback-registry';
import {
  signatureVerifier,
  type SignatureVerifierPorts,
  type SignatureVerifierSettings,
} from '../../../adapters/notation/verify-signature';
import { runProcess, type ProcessRequest, type RunProcess } from '../../../adapters/process';
import { createTemporaryDirectory, type TemporaryDirectory } from '../../../testing/process/temporary-directory';
import type { RemainingTime, SignatureOutcome, SignatureToVerify } from '../../../verification';
import { anEnvelope, PROFILE, toFetched } from '../../support/notation/a-signature';
import { toCandidate } from '../../support/notation/a-candidate';

let directory: TemporaryDirectory;
let signature: SignatureToVerify;
const registry = loopbackRegistry();

beforeAll(async () => {
  signature = toCandidate(toFetched(await anEnvelope()));
});

beforeEach(() => {
  directory = createTemporaryDirectory('verify-signature');
  writeFileSync(join(directory.path, 'root.pem'), 'the root');
});

afterEach(() => directory.remove());
afterAll(() => registry.close());

const settings = (overrides: Partial<SignatureVerifierSettings> = {}): SignatureVerifierSettings => ({
  notation: join(directory.path, 'notation'),
  plugins: '/opt/plugins',
  rootCertificate: join(directory.path, 'root.pem'),
  temporary: directory.path,
  partition: 'aws',
  region: 'eu-west-1',
  deadlineMs: 1_500,
  ...overrides,
});

const verifier = (ports: Partial<SignatureVerifierPorts> = {}, overrides: Partial<SignatureVerifierSettings> = {}) =>
  signatureVerifier(settings(overrides), {
    run: runProcess,
    environment: { PATH: '/usr/bin:/bin', NOTATION_PASSWORD: 'of-the-shell', AWS_SECRET_ACCESS_KEY: 'of-the-shell' },
    keys: async () => ({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example-secret' }),
    serve: registry.serve,
    onRun: () => undefined,
    ...ports,
  });

const verify = (
  ports: Partial<SignatureVerifierPorts> = {},
  overrides: Partial<SignatureVerifierSettings> = {},
  remaining: RemainingTime = () => 60_000,
): Promise<SignatureOutcome> => verifier(ports, overrides)(remaining)(signature);

const succeeding =
  (requests: ProcessRequest[]): RunProcess =>
  async (request) => {
    requests.push(request);
    const stdout = `Successfully verified signature for ${request.args.at(-1) ?? ''}\n`;
    return { kind: 'exited', status: 0, stdout, stderr: '', cut: false };
  };

/** Installs a shell script in place of notation. */
const install = (script: string): void => {
  writeFileSync(join(directory.path, 'notation'), `#!/bin/sh\nfor reference; do :; done\n${script}\n`);
  chmodSync(join(directory.path, 'notation'), 0o755);
};

const configurations = (): readonly string[] =>
  readdirSync(directory.path).filter((name) => name.startsWith('notation-'));

describe('signatureVerifier', () => {
  it('runs notation for the signature alone, and gives what it claims as evidence', async () => {
    const requests: ProcessRequest[] = [];
    const { profileVersion, job, signingTime, expiry } = signature.candidate.envelope.claims;
    await expect(verify({ run: succeeding(requests) })).resolves.toEqual({
      kind: 'good',
      evidence: { signer: profileVersion, job, signingTime, expiry, signature: signature.digest },
    });
    expect(requests[0]?.args).toEqual(['verify', '--verbose', '--', expect.stringMatching(/^localhost:[0-9]+\//)]);
  });

  it('trusts exactly the signer that the signature claims and the policy names', async () => {
    await verify({ run: succeeding([]) });
    const [configuration = ''] = configurations();
    const policy = readFileSync(join(directory.path, configuration, 'trustpolicy.json'), 'utf8');
    expect(JSON.parse(policy)).toMatchObject({
      trustPolicies: [{ signatureVerification: { level: 'strict' }, trustedIdentities: [PROFILE.arn] }],
    });
  });

  it('writes one configuration directory for each signer', async () => {
    const run = verifier({ run: succeeding([]) })(() => 60_000);
    const version = toCandidate(signature, PROFILE.versionArn);
    await Promise.all([run(signature), run(signature), run(version)]);
    expect(configurations()).toHaveLength(2);
  });

  it('gives the child no credential but those for AWS Signer, and bounds its memory', async () => {
    install(`/usr/bin/env > '${directory.path}/environment'`);
    await verify();
    const names = readFileSync(join(directory.path, 'environment'), 'utf8').match(/^[A-Z_]+(?==)/gm) ?? [];
    expect(names.filter((name) => !['PWD', '_', 'OLDPWD', 'SHLVL'].includes(name)).sort()).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
      'GOMEMLIMIT',
      'HOME',
      'NOTATION_CACHE',
      'NOTATION_CONFIG',
      'NOTATION_LIBEXEC',
    ]);
    expect(readFileSync(join(directory.path, 'environment'), 'utf8')).not.toContain('of-the-shell');
  });

  it('serves the signature only while the run lasts, however it ends', async () => {
    const removed: string[] = [];
    const serve: SignatureVerifierPorts['serve'] = async (one) => {
      const { reference, remove } = await registry.serve(one);
      const removeAndRecord = (): void => {
        removed.push(reference);
        remove();
      };
      return { reference, remove: removeAndRecord };
    };
    await verify({ serve, run: succeeding([]) });
    await expect(verify({ serve, run: () => Promise.reject(new Error('aborted')) })).rejects.toThrow('aborted');
    expect(removed).toHaveLength(2);
  });

  it('reports how long each run took', async () => {
    const durations: number[] = [];
    await verify({ run: succeeding([]), onRun: (milliseconds) => durations.push(milliseconds) });
    expect(durations).toEqual([expect.any(Number)]);
  });

  it.each([
    ['computes until its deadline', 'while :; do :; done', { kind: 'bad', reason: 'signature-invalid' }],
    ['waits until its deadline', '/bin/sleep 60', { kind: 'unchecked', reason: 'timed-out' }],
    ['is killed', 'kill -9 $$', { kind: 'unchecked', reason: 'tool-failed' }],
    [
      'lacks --verbose',
      'echo "Error: unknown flag: --verbose" >&2; exit 1',
      { kind: 'unchecked', reason: 'tool-failed' },
    ],
    [
      'accepts another image',
      'echo "Successfully verified signature for x"',
      { kind: 'unchecked', reason: 'tool-failed' },
    ],
  ])('knows whose fault it is when notation %s', async (_, script, expected) => {
    install(script);
    await expect(verify()).resolves.toMatchObject(expected);
  });

  it('is unchecked without notation', async () => {
    const outcome = await verify();
    expect(outcome).toMatchObject({ kind: 'unchecked', reason: 'tool-failed' });
    expect(JSON.stringify(outcome)).not.toContain(directory.path);
  });

  it('is unchecked without AWS credentials', async () => {
    const keys = () => Promise.reject(new Error('no role'));
    await expect(verify({ keys })).resolves.toMatchObject({ kind: 'unchecked', reason: 'signer-unavailable' });
  });

  it('is unchecked without a port, and without a place for the configuration', async () => {
    const serve = () => Promise.reject(new LoopbackRegistryError('no port on localhost: EMFILE'));
    const failed = { kind: 'unchecked', reason: 'tool-failed' };
    await expect(verify({ serve })).resolves.toMatchObject({
      ...failed,
      detail: expect.stringContaining('no port on localhost: EMFILE'),
    });
    const run = verifier({ run: succeeding([]) })(() => 60_000);
    rmSync(join(directory.path, 'root.pem'));
    await expect(run(signature)).resolves.toMatchObject(failed);
    writeFileSync(join(directory.path, 'root.pem'), 'the root');
    await expect(run(signature)).resolves.toMatchObject({ kind: 'good' });
  });

  it('starts no run that would outlive the invocation', async () => {
    const requests: ProcessRequest[] = [];
    await expect(verify({ run: succeeding(requests) }, {}, () => 6_500)).resolves.toMatchObject({
      reason: 'timed-out',
    });
    expect(requests).toEqual([]);
  });
});
