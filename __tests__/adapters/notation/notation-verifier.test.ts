import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { notationVerifier, type NotationPorts } from '../../../adapters/notation/notation-verifier';
import type { RunProcess } from '../../../adapters/process';
import { serviceFailed, type VerifyImage } from '../../../verification';
import { notationThat, registryDown, signed, unsigned } from '../../support/notation/fake-notation';
import {
  createVerifierDirectory,
  verifierPorts,
  type VerifierDirectory,
} from '../../support/notation/verifier-settings';
import { ECR, aPolicy, anImage, digestOf } from '../../support/domain/domain';

let place: VerifierDirectory;

beforeEach(() => {
  place = createVerifierDirectory();
});

afterEach(() => {
  place.remove();
});

const verifier = (run: RunProcess, ports: Partial<NotationPorts> = {}): VerifyImage =>
  notationVerifier(place.settings, verifierPorts(run, ports));

const configurations = (): readonly string[] =>
  readdirSync(place.settings.temporary).filter((name) => name.startsWith('notation-'));

const neverRuns: RunProcess = () => Promise.reject(new Error('must not be run'));

describe('notationVerifier', () => {
  it('asks notation about repository and digest, with its own configuration and a deadline', async () => {
    const { run, requests } = notationThat(signed);
    await expect(verifier(run)(anImage(), aPolicy())).resolves.toMatchObject({ kind: 'trusted', policy: 'shop' });
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

  it('mistake 2: has login and keys in the environment, and none of them in the arguments', async () => {
    const { run, requests } = notationThat(signed);
    await verifier(run)(anImage(), aPolicy());
    const secrets = ['example-token', 'example-secret', 'AKIAEXAMPLE'];
    expect(Object.values(requests[0]?.environment ?? {})).toEqual(expect.arrayContaining(secrets));
    expect(secrets.filter((secret) => requests[0]?.args.join(' ').includes(secret))).toEqual([]);
  });

  it('asks without a login where none is given', async () => {
    const { run, requests } = notationThat(signed);
    const loginFor = async () => ({ kind: 'login', login: undefined }) as const;
    await verifier(run, { loginFor })(anImage('nginx:1.27'), aPolicy());
    expect(requests[0]?.environment).not.toHaveProperty('NOTATION_PASSWORD');
  });

  it('says what notation says, also when that is not what one would wish', async () => {
    const verify = verifier(notationThat(unsigned, registryDown).run);
    await expect(verify(anImage(), aPolicy())).resolves.toMatchObject({ kind: 'untrusted', reason: 'unsigned' });
    await expect(verify(anImage(), aPolicy())).resolves.toMatchObject({
      kind: 'inconclusive',
      cause: 'service',
      reason: 'registry-unavailable',
    });
  });

  it('gives the verdict of a login that could not be had, and runs nothing', async () => {
    const verdict = serviceFailed('throttled', 'ecr:GetAuthorizationToken failed');
    const loginFor = async () => ({ kind: 'failed', verdict }) as const;
    await expect(verifier(neverRuns, { loginFor })(anImage(), aPolicy())).resolves.toEqual(verdict);
  });

  it('is inconclusive without AWS credentials, and runs nothing', async () => {
    const keys = () => Promise.reject(new Error('Could not load credentials from any providers'));
    await expect(verifier(neverRuns, { keys })(anImage(), aPolicy())).resolves.toEqual({
      kind: 'inconclusive',
      cause: 'service',
      reason: 'signer-unavailable',
      detail: 'no AWS credentials: Could not load credentials from any providers',
    });
  });

  it('tells of each run how long it took', async () => {
    const durations: number[] = [];
    const onRun = (milliseconds: number): void => void durations.push(milliseconds);
    const verify = verifier(notationThat(signed).run, { onRun });
    await verify(anImage(), aPolicy());
    await verify(anImage(), aPolicy());
    expect(durations).toEqual([expect.any(Number), expect.any(Number)]);
    expect(Math.min(...durations)).toBeGreaterThanOrEqual(0);
  });
});

describe('the time of notationVerifier', () => {
  const NO_TIME = {
    kind: 'inconclusive',
    cause: 'service',
    reason: 'timed-out',
    detail: 'no time was left to start another verification',
  };

  it('is enough while more is left than the deadline and five seconds', async () => {
    const verify = verifier(notationThat(signed).run, { remaining: () => 15_001 });
    await expect(verify(anImage(), aPolicy())).resolves.toMatchObject({ kind: 'trusted' });
  });

  it('is over when no more is left than that: neither registry nor tool is asked', async () => {
    const loginFor = () => Promise.reject(new Error('must not be asked'));
    const verify = verifier(neverRuns, { remaining: () => 15_000, loginFor });
    await expect(verify(anImage(), aPolicy())).resolves.toEqual(NO_TIME);
  });

  it('is looked at again when a run comes to its turn', async () => {
    let left = 60_000;
    const limit = async <T>(job: () => Promise<T>): Promise<T> => {
      left = 15_000;
      return job();
    };
    const verify = verifier(neverRuns, { remaining: () => left, limit });
    await expect(verify(anImage(), aPolicy())).resolves.toEqual(NO_TIME);
  });
});

describe('the configurations of notationVerifier', () => {
  it('are written once for each policy, also for images that come at the same time', async () => {
    const { run, requests } = notationThat(signed);
    const verify = verifier(run);
    await Promise.all([verify(anImage(), aPolicy()), verify(anImage(), aPolicy())]);
    await verify(anImage(), aPolicy({ name: 'batch' }));
    expect(new Set(requests.map(({ environment }) => environment['NOTATION_CONFIG'])).size).toBe(2);
    expect(configurations()).toHaveLength(2);
  });

  it('trust the signers of their own policy only', async () => {
    const signers = ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/batch'];
    const { run, requests } = notationThat(signed);
    const verify = verifier(run);
    await verify(anImage(), aPolicy());
    await verify(anImage(), aPolicy({ name: 'batch', signers }));
    const told = requests.map(({ environment }) =>
      readFileSync(join(environment['NOTATION_CONFIG'] ?? '', 'trustpolicy.json'), 'utf8'),
    );
    expect(told.map((text) => /"trustedIdentities":(\[[^\]]*\])/.exec(text)?.[1])).toEqual([
      JSON.stringify(aPolicy().signers),
      JSON.stringify(signers),
    ]);
  });

  it('are tried again after they could not be written', async () => {
    const certificate = readFileSync(place.settings.rootCertificate);
    rmSync(place.settings.rootCertificate);
    const verify = verifier(notationThat(signed).run);
    await expect(verify(anImage(), aPolicy())).rejects.toThrow('ENOENT');
    writeFileSync(place.settings.rootCertificate, certificate);
    await expect(verify(anImage(), aPolicy())).resolves.toMatchObject({ kind: 'trusted' });
  });
});

describe('the runs of notationVerifier', () => {
  it('are no more at a time than the limit allows', async () => {
    let running = 0;
    let most = 0;
    const run: RunProcess = async ({ args }) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return signed(args.at(-1) ?? '');
    };
    const verify = verifier(run, { limit: pLimit(2) });
    const images = ['1', '2', '3', '4', '5'].map((digit) => anImage(`${ECR}/shop/web:1`, digestOf(digit)));
    await Promise.all(images.map((image) => verify(image, aPolicy())));
    expect(most).toBe(2);
  });
});
