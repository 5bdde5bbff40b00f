import { readFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { awsClients } from '../../../functions/shared/clients';
import { functionEngine } from '../../../functions/shared/engine';
import type { VerifyRequest } from '../../../verification';
import { answerWell, launchEnvironment } from '../../support/launch/launch-function';
import { captureOutput, type CapturedOutput } from '../../support/launch/captured-output';
import { installNotationScript } from '../../support/notation/notation-script';
import { anImage, aVerifyRequest, digestOf, ECR } from '../../support/domain/domain';

const tool = installNotationScript();
const own = { ...process.env };
let output: CapturedOutput;

beforeEach(() => {
  process.env = { ...own, ...launchEnvironment(tool) };
  jest.spyOn(os, 'tmpdir').mockReturnValue(tool.directory);
  output = captureOutput();
  answerWell();
  tool.forget();
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = own;
});

afterAll(() => {
  tool.remove();
});

const engineWithMetrics = () => {
  const metrics = new Metrics({ namespace: 'ImageTrust', serviceName: 'dev' });
  const settings = {
    notationPath: tool.path,
    notationLibexec: '/opt/notation',
    signerRootCertificate: tool.rootCertificate,
    ledgerTable: 'dev-ledger',
  };
  const engine = functionEngine(settings, awsClients('eu-west-1'), metrics);
  return { ...engine, publish: () => metrics.publishStoredMetrics() };
};
// The first digit of a digest decides how the tool ends: a is signed, b unsigned, d signed but slow.
const requestFor = (digest: VerifyRequest['image']['digest']): VerifyRequest =>
  aVerifyRequest({ image: anImage(`${ECR}/shop/web@${digest}`, digest) });
const directoryOf = (run: string | undefined): string => /^NOTATION_CONFIG=(.*)$/m.exec(run ?? '')?.[1] ?? '';

describe('functionEngine', () => {
  it('counts each run of notation with its duration', async () => {
    const { verifyImage, publish } = engineWithMetrics();
    await expect(verifyImage(requestFor(digestOf('a')))).resolves.toMatchObject({ kind: 'trusted' });
    await expect(verifyImage(requestFor(digestOf('b')))).resolves.toMatchObject({ reason: 'unsigned' });
    publish();
    expect(output.metric('VerificationRuns')).toMatchObject([
      { VerificationRuns: [1, 1], VerificationDuration: [expect.any(Number), expect.any(Number)] },
    ]);
    expect(output.metric('VerdictsRemembered')).toEqual([]);
  });

  it('counts each reused verdict, and no run for it', async () => {
    const { verifyImage, publish } = engineWithMetrics();
    for (const _ of [1, 2, 3]) await verifyImage(requestFor(digestOf('a')));
    publish();
    expect(output.metric('VerdictsRemembered')).toMatchObject([{ VerificationRuns: 1, VerdictsRemembered: [1, 1] }]);
    expect(tool.runs()).toHaveLength(1);
  });

  it('counts a fresh verification as a run', async () => {
    const { verifyImage, verifyAfresh, publish } = engineWithMetrics();
    for (const verify of [verifyImage, verifyAfresh]) await verify(requestFor(digestOf('a')));
    publish();
    expect(output.metric('VerificationRuns')).toMatchObject([{ VerificationRuns: [1, 1] }]);
    expect(output.metric('VerdictsRemembered')).toEqual([]);
  });

  it('runs the tools of the settings with the keys of the function', async () => {
    await engineWithMetrics().verifyImage(requestFor(digestOf('a')));
    const [run] = tool.runs();
    expect(run?.split('\n')).toEqual(
      expect.arrayContaining([
        'NOTATION_LIBEXEC=/opt/notation',
        `HOME=${tool.directory}`,
        'AWS_REGION=eu-west-1',
        'AWS_ACCESS_KEY_ID=AKIAEXAMPLE',
        'AWS_SESSION_TOKEN=example-session',
        'NOTATION_PASSWORD=example-token',
      ]),
    );
    const certificate = join(directoryOf(run), 'truststore/x509/signingAuthority/aws-signer-ts/root.crt');
    expect(readFileSync(certificate)).toEqual(readFileSync(tool.rootCertificate));
  });

  it('rule 2: gives each engine a statement name that no pusher can know', async () => {
    for (const { verifyImage } of [engineWithMetrics(), engineWithMetrics()])
      await verifyImage(requestFor(digestOf('a')));
    const names = tool.runs().map((run) => {
      const policy = readFileSync(join(directoryOf(run), 'trustpolicy.json'), 'utf8');
      return /"name":"image-trust-([0-9a-f]{8}-[0-9a-f-]{27})"/.exec(policy)?.[1];
    });
    expect(new Set(names).size).toBe(2);
    expect(names).not.toContain(undefined);
  });

  it('runs notation at most four times at once', async () => {
    const { verifyImage } = engineWithMetrics();
    const digests = ['1', '2', '3', '4', '5', '6', '7'].map((digit) => `sha256:d${digit.repeat(63)}` as const);
    await Promise.all(digests.map((digest) => verifyImage(requestFor(digest))));
    expect(tool.runs()).toHaveLength(7);
    expect([2, 3, 4]).toContain(tool.mostAtATime());
  });

  it('starts no run that could exceed the remaining time', async () => {
    const { verifyImage } = engineWithMetrics();
    const verify = (left: number) => verifyImage({ ...requestFor(digestOf('a')), remaining: () => left });
    await expect(verify(15_000)).resolves.toMatchObject({ kind: 'inconclusive', reason: 'timed-out' });
    await expect(verify(15_001)).resolves.toMatchObject({ kind: 'trusted' });
  });
});
