import { runOutcome, type SignatureRun } from '../../../adapters/notation/run-outcome';
import type { ProcessOutput } from '../../../adapters/process';
import { signatureDigest } from '../../support/domain/examined-signature';
import { IMAGE, PROFILE } from '../../support/notation/a-signature';

const TOKEN = '0123456789abcdef0123456789abcdef';
const REFERENCE = `localhost:40123/${TOKEN}/i@${IMAGE.digest}`;
const SIGNATURE = signatureDigest(7);
const CLAIMS = {
  signer: PROFILE.versionArn,
  job: 'arn:aws:signer:us-east-1:111122223333:/signing-jobs/1',
  signingTime: '2026-01-01T00:00:00.000Z',
  expiry: null,
};
const PLUGIN = 'com.amazonaws.signer.notation.plugin';

const run = (result: SignatureRun['result'], cpuMs?: number) =>
  runOutcome({ reference: REFERENCE, signature: SIGNATURE, claims: CLAIMS, deadlineMs: 10_000, cpuMs, result });

const exited = (status: number, output: Partial<ProcessOutput>): SignatureRun['result'] => ({
  kind: 'exited',
  status,
  stdout: '',
  stderr: '',
  cut: false,
  ...output,
});

const causeLine = (cause: string): string =>
  `level=warning msg=Signature ${SIGNATURE} failed verification with error: ${cause}\n`;
const LAST = `Error: signature verification failed for all the signatures associated with ${REFERENCE}\n`;

describe('runOutcome', () => {
  it('is good for exit status 0 and a success line that names the reference, with the claims as evidence', () => {
    const stdout = `Successfully verified signature for ${REFERENCE}\n`;
    expect(run(exited(0, { stdout }))).toEqual({ kind: 'good', evidence: { ...CLAIMS, signature: SIGNATURE } });
  });

  it.each([
    ['no success line', 0, ''],
    ['a success line for another image', 0, `Successfully verified signature for localhost:1/x/i@${IMAGE.digest}\n`],
    ['a success line further down', 0, `warning\nSuccessfully verified signature for ${REFERENCE}\n`],
    ['another exit status', 1, `Successfully verified signature for ${REFERENCE}\n`],
  ])('is not good with %s', (_, status, stdout) => {
    expect(run(exited(status, { stdout }))).toMatchObject({ kind: 'unchecked', reason: 'tool-failed' });
  });

  it.each([
    [
      `trusted identify verification by plugin "${PLUGIN}" failed with reason "Signature publisher doesn't match any trusted identities."`,
      'signer-not-trusted',
    ],
    [
      `revocation check by verification plugin "${PLUGIN}" failed with reason "Resource(s) arn:x have been revoked."`,
      'revoked',
    ],
    [
      `revocation check by verification plugin "${PLUGIN}" failed with reason "Certificate(s) have been revoked."`,
      'revoked',
    ],
    ['digital signature has expired on "Fri, 01 May 2026 00:00:00 +0000"', 'signature-expired'],
    [`the signature's certificate chain does not contain any trusted certificate`, 'signature-invalid'],
    [
      'certificate "CN=x" was not valid when the digital signature was produced at "Wed, 01 Jan 2020"',
      'signature-invalid',
    ],
    ['content descriptor mismatch', 'signature-invalid'],
    ['signature is invalid. Error: crypto/ecdsa: verification error', 'signature-invalid'],
    ['unable to parse the digital signature, error : unexpected end of JSON input', 'signature-invalid'],
    ['certificate-chain is invalid, x', 'signature-invalid'],
  ])('is bad for the cause %s', (cause, reason) => {
    expect(run(exited(1, { stderr: `level=info msg=x\n${causeLine(cause)}${LAST}` }))).toEqual({
      kind: 'bad',
      reason,
      detail: `signature ${SIGNATURE}: ${cause}`,
    });
  });

  it.each([
    [
      `revocation check by verification plugin "${PLUGIN}" failed with reason "GetRevocationStatus call failed with error: StatusCode: 429"`,
      'throttled',
      '',
    ],
    [
      `revocation check by verification plugin "${PLUGIN}" failed with reason "Failed to call AWSSigner. Error: AccessDenied"`,
      'signer-unavailable',
      '',
    ],
    [`failed to verify with plugin ${PLUGIN}: context deadline exceeded`, 'signer-unavailable', ''],
    [
      `found plugin ${PLUGIN} with version 1.0.2292 but signature verification needs plugin version greater than or equal to 99.0.0`,
      'tool-failed',
      'upgrade the verifier',
    ],
    [
      `extended critical attribute "x" was not processed by the verification plugin "${PLUGIN}" (all …)`,
      'tool-failed',
      'upgrade the verifier',
    ],
    [`error while locating the verification plugin "${PLUGIN}", make sure`, 'tool-failed', 'error while locating'],
    ['no x509 certificates were found in trust store "aws-signer-ts"', 'tool-failed', 'no x509 certificates'],
    ['a text of a later version', 'tool-failed', 'a text of a later version'],
  ])('is unchecked for the cause %s', (cause, reason, detail) => {
    expect(run(exited(1, { stderr: `${causeLine(cause)}${LAST}` }))).toMatchObject({
      kind: 'unchecked',
      reason,
      detail: expect.stringContaining(detail),
    });
  });

  it.each<[string, SignatureRun['result'], string]>([
    ['two causes', exited(1, { stderr: `${causeLine('content descriptor mismatch').repeat(2)}${LAST}` }), 'Error: '],
    [
      "a cause of another signature's",
      exited(1, { stderr: causeLine('content descriptor mismatch').replace('7 failed', '8 failed') }),
      'content descriptor mismatch',
    ],
    [
      'output that was cut',
      exited(1, { stderr: `${causeLine('content descriptor mismatch')}${LAST}`, cut: true }),
      'Error: ',
    ],
    ['no output', exited(1, {}), 'without a message'],
    [
      'another version',
      exited(1, { stderr: 'Error: unknown flag: --verbose\n' }),
      'expected notation 1.3: Error: unknown flag',
    ],
    ['no notation', { kind: 'not-started', message: 'spawn /opt/notation/notation ENOENT' }, 'could not be started'],
    ['a killed one', { kind: 'killed', signal: 'SIGKILL', stdout: '', stderr: '', cut: false }, 'ended by SIGKILL'],
  ])('is unchecked for %s', (_, result, detail) => {
    expect(run(result)).toMatchObject({
      kind: 'unchecked',
      reason: 'tool-failed',
      detail: expect.stringContaining(detail),
    });
  });

  it.each([
    ['waited', 200, { kind: 'unchecked', reason: 'timed-out' }],
    ['waited, as far as is known', undefined, { kind: 'unchecked', reason: 'timed-out' }],
    ['waited, with far more computing than usual', 1_200, { kind: 'unchecked', reason: 'timed-out' }],
    ['computed, with a share of the processor', 1_250, { kind: 'bad', reason: 'signature-invalid' }],
    ['computed', 2_500, { kind: 'bad', reason: 'signature-invalid' }],
  ])('knows whose fault a time-out is: the run %s', (_, cpuMs, expected) => {
    expect(run({ kind: 'timed-out', stdout: '', stderr: '', cut: false }, cpuMs)).toMatchObject(expected);
  });

  it('keeps ports, tokens and directories out of the detail, which stays short', () => {
    const stderr = `Error: ${REFERENCE}: Get "http://localhost:40123/v2/${TOKEN}/i/x?a=b": dial tcp 127.0.0.1:40123: open /tmp/notation-x/trustpolicy.json ${'x'.repeat(2_000)}\n`;
    const { detail } = run(exited(1, { stderr })) as { readonly detail: string };
    expect(detail).toHaveLength(1_000);
    expect(detail).toContain(`Error: ${IMAGE.digest}: Get `);
    for (const internal of [TOKEN, '40123', '/tmp', 'a=b']) expect(detail).not.toContain(internal);
  });
});
