import {
  badSignature,
  SIGNER_PLUGIN,
  uncheckedSignature,
  type BadReason,
  type SignatureOutcome,
} from '../../verification';

type ToOutcome = (cause: string) => SignatureOutcome;

const bad =
  (reason: BadReason): ToOutcome =>
  (cause) =>
    badSignature(reason, cause);

const toolFailed: ToOutcome = (cause) => uncheckedSignature('tool-failed', cause);

const bySigner: ToOutcome = (cause) =>
  uncheckedSignature(
    /StatusCode: 429|TooManyRequests|Throttl/i.test(cause) ? 'throttled' : 'signer-unavailable',
    cause,
  );

// What is forged was excluded before: AWS Signer itself made what needs more than this version of the plugin.
const outdated: ToOutcome = (cause) =>
  uncheckedSignature('tool-failed', `the signature needs a newer AWS Signer plugin, upgrade the verifier: ${cause}`);

const PLUGIN = SIGNER_PLUGIN.replaceAll('.', String.raw`\.`);

// The first row that matches counts. Texts of notation-go 1.3.2 (verifier/, plugin/), notation-core-go 1.3.0
// (signature/) and of the AWS Signer plugin.
const ROWS: readonly (readonly [string, ToOutcome])[] = [
  [
    `trusted identify verification by plugin "${PLUGIN}" failed with reason "Signature publisher doesn't match any trusted identities`,
    bad('signer-not-trusted'),
  ],
  [
    String.raw`revocation check by verification plugin "${PLUGIN}" failed with reason "(?:Resource|Certificate)\(s\) .*have been revoked`,
    bad('revoked'),
  ],
  [`revocation check by verification plugin "${PLUGIN}" failed with reason "`, bySigner],
  [`failed to verify with plugin ${PLUGIN}: `, bySigner],
  ['digital signature has expired on "', bad('signature-expired')],
  [`the signature's certificate chain does not contain any trusted certificate`, bad('signature-invalid')],
  ['certificate ".*" was not valid when the digital signature was produced at "', bad('signature-invalid')],
  ['content descriptor mismatch$', bad('signature-invalid')],
  [String.raw`signature is invalid\. Error: `, bad('signature-invalid')],
  ['unable to parse the digital signature, error : ', bad('signature-invalid')],
  ['certificate-chain is invalid, ', bad('signature-invalid')],
  [`found plugin ${PLUGIN} with version .* but signature verification needs plugin version`, outdated],
  [`extended critical attribute ".*" was not processed by the verification plugin "${PLUGIN}"`, outdated],
  [`error while locating the verification plugin "${PLUGIN}"`, toolFailed],
  ['error while loading the trust store|the trust store "|no x509 certificates were found in trust store', toolFailed],
];

const CAUSES = ROWS.map(([text, outcome]) => [new RegExp(`^(?:${text})`), outcome] as const);

/** The outcome of one signature that notation did not accept, by the cause that it prints; unknown text is unchecked. */
export const causeOutcome: ToOutcome = (cause) =>
  (CAUSES.find(([pattern]) => pattern.test(cause))?.[1] ?? toolFailed)(cause);
