import type { ServiceReason, SignatureFailure } from '../../verification';

type Failure = (detail: string) => SignatureFailure;

const definite =
  (reason: Extract<SignatureFailure, { kind: 'definite' }>['reason']): Failure =>
  (detail) => ({ kind: 'definite', reason, detail });

const signerFailure = (text: string): ServiceReason =>
  /StatusCode: 429|TooManyRequests|Throttl/i.test(text) ? 'throttled' : 'signer-unavailable';

const toolFailed: Failure = (detail) => ({ kind: 'unchecked', reason: 'tool-failed', detail });
const unreadable: Failure = (detail) => ({ kind: 'unreadable', reason: 'signature-unreadable', detail });
const uncheckedBySigner: Failure = (detail) => ({ kind: 'unchecked', reason: signerFailure(detail), detail });

const PLUGIN = String.raw`com\.amazonaws\.signer\.notation\.plugin`;

// The first row that matches counts. Texts of notation-go 1.3.2 (verifier/, plugin/) and of the AWS Signer plugin.
const ROWS: readonly (readonly [string, Failure])[] = [
  [
    `trusted identify verification by plugin "${PLUGIN}" failed with reason "Signature publisher doesn't match any trusted identities`,
    definite('signer-not-trusted'),
  ],
  [
    String.raw`revocation check by verification plugin "${PLUGIN}" failed with reason "(?:Resource|Certificate)\(s\) .*have been revoked`,
    definite('revoked'),
  ],
  [`revocation check by verification plugin "${PLUGIN}" failed with reason "`, uncheckedBySigner],
  [`the signature's certificate chain does not contain any trusted certificate`, definite('signer-not-trusted')],
  // Signed with a self-made key: there is no trust store for signatures that AWS Signer did not make.
  ['no trusted certificates are found to verify authenticity', definite('signer-not-trusted')],
  ['digital signature has expired on "', definite('signature-expired')],
  ['certificate ".*" was not valid when the digital signature was produced at "', definite('signature-invalid')],
  ['content descriptor mismatch$', definite('signature-invalid')],
  [String.raw`signature is invalid\. Error: `, definite('signature-invalid')],
  ['certificate chain is not present', definite('signature-invalid')],
  // The rest are faults of the verifier's own tools: a missing or broken plugin, an empty trust store.
  [`error while locating the verification plugin "${PLUGIN}"`, toolFailed],
  [`failed to unmarshal the response of \\S+ command for plugin ${PLUGIN}$`, toolFailed],
  [`plugin executable file name must be "notation-[^"]*" instead of "notation-${PLUGIN}"`, toolFailed],
  [`fork/exec [^"]*/notation-${PLUGIN}: `, toolFailed],
  ['error while loading the trust store|the trust store "|no x509 certificates were found in trust store', toolFailed],
  [`failed to verify with plugin ${PLUGIN}: `, uncheckedBySigner],
];

const CAUSES = ROWS.map(([text, failure]) => [new RegExp(`^(?:${text})`), failure] as const);

/** Why one signature failed, from the text after "failed verification with error:"; unreadable for an unknown text. */
export const signatureFailure = (cause: string): SignatureFailure => {
  const row = CAUSES.find(([pattern]) => pattern.test(cause));
  return (row?.[1] ?? unreadable)(cause);
};
