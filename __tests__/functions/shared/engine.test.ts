import { readFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { awsClients } from '../../../functions/shared/clients';
import { functionEngine } from '../../../functions/shared/engine';
import type { VerifyRequest } from '../../../verification';
import { answerWell, launchEnvironment } from '../../support/launch/launch-function';
import { captureOutput, type CapturedOutput } from '../../support/launch/captured-output';
import { useLaunchTools } from '../../support/launch/launch-tools';
import { anImage, aVerifyRequest, ECR } from '../../support/domain/domain';

const tools = useLaunchTools('release');
const { tool, digest } = tools;
const own = { ...process.env };
let output: CapturedOutput;

beforeEach(() => {
  process.env = { ...own, ...launchEnvironment(tools) };
  jest.spyOn(os, 'tmpdir').mockReturnValue(tool.directory);
  output = captureOutput();
  answerWell(tools);
  tool.forget();
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = own;
});

const engineWithMetrics = () => {
  const metrics = new Metrics({ namespace: 'ImageTrust', serviceName: 'dev' });
  const settings = {
    notationPath: tool.path,
    notationLibexec: '/opt/notation',
    signerRootCertificate: tools.rootCertificate,
    ledgerTable: 'dev-ledger',
  };
  const engine = functionEngine(settings, awsClients('eu-west-1'), metrics);
  return { ...engine, publish: () => metrics.publishStoredMetrics() };
};
const requestFor = (image: VerifyRequest['image']['digest']): VerifyRequest =>
  aVerifyRequest({ image: anImage(`${ECR}/shop/web@${image}`, image) });
const directoryOf = (run: string | undefined): string => /^NOTATION_CONFIG=(.*)$/m.exec(run ?? '')?.[1] ?? '';

describe('functionEngine', () => {
  it('counts each run of notation with its duration, of which an unsigned image needs none', async () => {
    const { verifyImage, publish } = engineWithMetrics();
    for (const text of ['one', 'other'])
      await expect(verifyImage(requestFor(digest('signed', text)))).resolves.toMatchObject({ kind: 'trusted' });
    await expect(verifyImage(requestFor(digest('unsigned')))).resolves.toMatchObject({ reason: 'unsigned' });
    publish();
    expect(output.metric('VerificationRuns')).toMatchObject([
      { VerificationRuns: [1, 1], VerificationDuration: [expect.any(Number), expect.any(Number)] },
    ]);
    expect(output.metric('VerdictsRemembered')).toEqual([]);
  });

  it('counts each reused verdict, and no run for it', async () => {
    const { verifyImage, publish } = engineWithMetrics();
    for (const _ of [1, 2, 3]) await verifyImage(requestFor(digest('signed')));
    publish();
    expect(output.metric('VerdictsRemembered')).toMatchObject([{ VerificationRuns: 1, VerdictsRemembered: [1, 1] }]);
    expect(tool.runs()).toHaveLength(1);
  });

  it('counts a fresh verification as a run', async () => {
    const { verifyImage, verifyAfresh, publish } = engineWithMetrics();
    for (const verify of [verifyImage, verifyAfresh]) await verify(requestFor(digest('signed')));
    publish();
    expect(output.metric('VerificationRuns')).toMatchObject([{ VerificationRuns: [1, 1] }]);
    expect(output.metric('VerdictsRemembered')).toEqual([]);
  });

  it('runs the tools of the settings with the keys of the function', async () => {
    await engineWithMetrics().verifyImage(requestFor(digest('signed')));
    const [run] = tool.runs();
    expect(run?.split('\n')).toEqual(
      expect.arrayContaining([
        'NOTATION_LIBEXEC=/opt/notation',
        `HOME=${tool.directory}`,
        'AWS_REGION=eu-west-1',
        'AWS_ACCESS_KEY_ID=AKIAEXAMPLE',
        'AWS_SESSION_TOKEN=example-session',
      ]),
    );
    const certificate = join(directoryOf(run), 'truststore/x509/signingAuthority/aws-signer-ts/root.crt');
    expect(readFileSync(certificate)).toEqual(readFileSync(tools.rootCertificate));
    expect(run).not.toContain('NOTATION_PASSWORD');
  });

  it('runs notation at most five times at once', async () => {
    const { verifyImage } = engineWithMetrics();
    const digests = ['1', '2', '3', '4', '5', '6', '7'].map((text) => digest('slow', text));
    await Promise.all(digests.map((each) => verifyImage(requestFor(each))));
    expect(tool.runs()).toHaveLength(7);
    expect([2, 3, 4, 5]).toContain(tool.mostAtATime());
  });

  it('starts no run that could exceed the remaining time', async () => {
    const { verifyImage } = engineWithMetrics();
    const verify = (left: number) => verifyImage({ ...requestFor(digest('signed')), remaining: () => left });
    await expect(verify(15_000)).resolves.toMatchObject({ kind: 'inconclusive', reason: 'timed-out' });
    await expect(verify(15_001)).resolves.toMatchObject({ kind: 'trusted' });
  });
});
