import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { notationVerifier, type NotationPorts } from '../../../adapters/notation/notation-verifier';
import type { RunProcess } from '../../../adapters/process';
import { serviceFailed } from '../../../verification';
import { notationThat, registryDown, signed, unsigned } from '../../support/launch/launch-notation';
import { verifierPlace, verifierPorts, type VerifierPlace } from '../../support/launch/launch-verifier';
import { ECR, aPolicy, anImage, aVerifyRequest, digestOf } from '../../support/domain/domain';

let place: VerifierPlace;

beforeEach(() => {
  place = verifierPlace();
});

afterEach(() => {
  place.remove();
});

const verifier = (run: RunProcess, ports: Partial<NotationPorts> = {}) =>
  notationVerifier(place.settings, verifierPorts(run, ports));

const configurations = (): readonly string[] =>
  readdirSync(place.settings.temporary).filter((name) => name.startsWith('notation-'));

const neverRuns: RunProcess = () => Promise.reject(new Error('expected no run'));

describe('notationVerifier', () => {
  it('runs notation for repository and digest, with a configuration directory and a deadline', async () => {
    const { run, requests } = notationThat(signed);
    await expect(verifier(run)(aVerifyRequest())).resolves.toMatchObject({ kind: 'trusted', policy: 'shop' });
    expect(requests).toEqual([
      {
        command: '/opt/notation',
        args: ['verify', '--verbose', '--max-signatures', '20', '--', `${ECR}/shop/web@${digestOf('a')}`],
        environment: expect.objectContaining({
          NOTATION_CONFIG: join(place.settings.temporary, configurations()[0] ?? ''),
          NOTATION_LIBEXEC: '/opt/plugins',
          HOME: place.settings.temporary,
        }),
        deadlineMs: 10_000,
        keepBytes: 1024 * 1024,
      },
    ]);
  });

  it('passes login and keys in the environment, never in the arguments', async () => {
    const { run, requests } = notationThat(signed);
    await verifier(run)(aVerifyRequest());
    const secrets = ['example-token', 'example-secret', 'AKIAEXAMPLE'];
    expect(Object.values(requests[0]?.environment ?? {})).toEqual(expect.arrayContaining(secrets));
    expect(secrets.filter((secret) => requests[0]?.args.join(' ').includes(secret))).toEqual([]);
  });

  it('runs notation without a login for a registry that is accessed anonymously', async () => {
    const { run, requests } = notationThat(signed);
    const loginFor = async () => ({ kind: 'login', login: undefined }) as const;
    await verifier(run, { loginFor })(aVerifyRequest({ image: anImage('nginx:1.27') }));
    expect(requests[0]?.environment).not.toHaveProperty('NOTATION_PASSWORD');
  });

  it('returns the verdict of each run', async () => {
    const verify = verifier(notationThat(unsigned, registryDown).run);
    await expect(verify(aVerifyRequest())).resolves.toMatchObject({ kind: 'untrusted', reason: 'unsigned' });
    await expect(verify(aVerifyRequest())).resolves.toMatchObject({
      kind: 'inconclusive',
      cause: 'service',
      reason: 'registry-unavailable',
    });
  });

  it('returns the verdict of a failed login, and runs nothing', async () => {
    const verdict = serviceFailed('throttled', 'ecr:GetAuthorizationToken failed');
    const loginFor = async () => ({ kind: 'failed', verdict }) as const;
    await expect(verifier(neverRuns, { loginFor })(aVerifyRequest())).resolves.toEqual(verdict);
  });

  it('rule 1: is inconclusive without AWS credentials, and runs nothing', async () => {
    const keys = () => Promise.reject(new Error('Could not load credentials from any providers'));
    await expect(verifier(neverRuns, { keys })(aVerifyRequest())).resolves.toEqual({
      kind: 'inconclusive',
      cause: 'service',
      reason: 'signer-unavailable',
      detail: 'no AWS credentials: Could not load credentials from any providers',
    });
  });

  it('reports the duration of each run', async () => {
    const durations: number[] = [];
    const onRun = (milliseconds: number): void => void durations.push(milliseconds);
    const verify = verifier(notationThat(signed).run, { onRun });
    await verify(aVerifyRequest());
    await verify(aVerifyRequest());
    expect(durations).toEqual([expect.any(Number), expect.any(Number)]);
    expect(Math.min(...durations)).toBeGreaterThanOrEqual(0);
  });
});

describe('notationVerifier within the remaining time', () => {
  const NO_TIME = {
    kind: 'inconclusive',
    cause: 'service',
    reason: 'timed-out',
    detail: 'no time was left to start another verification',
  };

  it('runs notation while more than the deadline and five seconds are left', async () => {
    const verify = verifier(notationThat(signed).run);
    await expect(verify(aVerifyRequest({ remaining: () => 15_001 }))).resolves.toMatchObject({ kind: 'trusted' });
  });

  it('requests no login and runs nothing when no more than that is left', async () => {
    const loginFor = () => Promise.reject(new Error('expected no login'));
    const verify = verifier(neverRuns, { loginFor });
    await expect(verify(aVerifyRequest({ remaining: () => 15_000 }))).resolves.toEqual(NO_TIME);
  });

  it('checks the remaining time again when a run gets its place', async () => {
    let left = 60_000;
    const limit = async <T>(job: () => Promise<T>): Promise<T> => {
      left = 15_000;
      return job();
    };
    const verify = verifier(neverRuns, { limit });
    await expect(verify(aVerifyRequest({ remaining: () => left }))).resolves.toEqual(NO_TIME);
  });
});

describe('notationVerifier with concurrent requests', () => {
  it('keeps the remaining times of two requests apart', async () => {
    const verify = verifier(notationThat(signed).run);
    const verdicts = [() => 15_000, () => 60_000].map((remaining) => verify(aVerifyRequest({ remaining })));
    await expect(Promise.all(verdicts)).resolves.toMatchObject([{ reason: 'timed-out' }, { kind: 'trusted' }]);
  });
});

describe('the configuration directories of notationVerifier', () => {
  it('are written once for each policy, also for concurrent images', async () => {
    const { run, requests } = notationThat(signed);
    const verify = verifier(run);
    await Promise.all([verify(aVerifyRequest()), verify(aVerifyRequest())]);
    await verify(aVerifyRequest({ policy: aPolicy({ name: 'batch' }) }));
    expect(new Set(requests.map(({ environment }) => environment['NOTATION_CONFIG'])).size).toBe(2);
    expect(configurations()).toHaveLength(2);
  });

  it('trust the signers of their own policy only', async () => {
    const signers = ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/batch'];
    const { run, requests } = notationThat(signed);
    const verify = verifier(run);
    await verify(aVerifyRequest());
    await verify(aVerifyRequest({ policy: aPolicy({ name: 'batch', signers }) }));
    const trustPolicies = requests.map(({ environment }) =>
      readFileSync(join(environment['NOTATION_CONFIG'] ?? '', 'trustpolicy.json'), 'utf8'),
    );
    expect(trustPolicies.map((text) => /"trustedIdentities":(\[[^\]]*\])/.exec(text)?.[1])).toEqual([
      JSON.stringify(aPolicy().signers),
      JSON.stringify(signers),
    ]);
  });

  it('are written again after a failed attempt', async () => {
    const certificate = readFileSync(place.settings.rootCertificate);
    rmSync(place.settings.rootCertificate);
    const verify = verifier(notationThat(signed).run);
    await expect(verify(aVerifyRequest())).rejects.toThrow('ENOENT');
    writeFileSync(place.settings.rootCertificate, certificate);
    await expect(verify(aVerifyRequest())).resolves.toMatchObject({ kind: 'trusted' });
  });
});

describe('the runs of notationVerifier', () => {
  it('are limited in number', async () => {
    let running = 0;
    let maximum = 0;
    const run: RunProcess = async ({ args }) => {
      running += 1;
      maximum = Math.max(maximum, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return signed(args.at(-1) ?? '');
    };
    const verify = verifier(run, { limit: pLimit(2) });
    const images = ['1', '2', '3', '4', '5'].map((digit) => anImage(`${ECR}/shop/web:1`, digestOf(digit)));
    await Promise.all(images.map((image) => verify(aVerifyRequest({ image }))));
    expect(maximum).toBe(2);
  });
});
