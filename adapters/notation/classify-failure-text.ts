import type { ServiceReason, SignatureFailure } from '../../verification';

const byStatus = (status: number): ServiceReason | undefined => {
  if (status === 429) return 'throttled';
  if (status === 401 || status === 403) return 'registry-denied';
  return status >= 500 ? 'registry-unavailable' : undefined;
};

// As Go's HTTP client and oras write them: method, quoted URL, what went wrong. Anchored, and the URL ends at the first quote or
// backslash, since a stranger's text can be part of it and of what follows.
const asked = (methods: string, rest: string): RegExp =>
  new RegExp(`^(?:${methods}) "https?://[^"\\\\\\s]+": ${rest}`, 'i');

const STATUS = asked('GET|HEAD', '(?:unexpected |response )?status code (\\d{3})');
const NO_CREDENTIAL = asked('GET|HEAD', '(?:basic )?credential (?:required|not found)');
const UNDECODED = asked('GET', 'failed to decode response: ');
// Go's client capitalises the method where the connection itself failed.
const NETWORK = /^(?:Get|Head) "https?:\/\/[^"\\\s]+": /;

/** Why a registry could not be asked, by the text that notation passes on; undefined when the text is not about a registry. */
export const registryFailure = (text: string): ServiceReason | undefined => {
  const status = STATUS.exec(text)?.[1];
  if (status !== undefined) return byStatus(Number(status));
  if (NO_CREDENTIAL.test(text)) return 'registry-denied';
  return NETWORK.test(text) || UNDECODED.test(text) ? 'registry-unavailable' : undefined;
};

const AWS_PLUGIN = 'com.amazonaws.signer.notation.plugin';

const signerFailure = (text: string): ServiceReason =>
  /StatusCode: 429|TooManyRequests|Throttl/i.test(text) ? 'throttled' : 'signer-unavailable';

type Failure = (detail: string) => SignatureFailure;

const definite =
  (reason: Extract<SignatureFailure, { kind: 'definite' }>['reason']): Failure =>
  (detail) => ({ kind: 'definite', reason, detail });

const toolFailed: Failure = (detail) => ({ kind: 'unchecked', reason: 'tool-failed', detail });
const unreadable: Failure = (detail) => ({ kind: 'unreadable', reason: 'signature-unreadable', detail });
const uncheckedBySigner: Failure = (detail) => ({ kind: 'unchecked', reason: signerFailure(detail), detail });

// The first row that matches counts. Texts of notation-go 1.3.2 verifier/verifier.go and of the AWS Signer plugin.
const CAUSES: readonly (readonly [RegExp, Failure])[] = [
  [
    /^trusted identify verification by plugin "[^"]*" failed with reason "Signature publisher doesn't match any trusted identities\.?"/,
    definite('signer-not-trusted'),
  ],
  [
    /^revocation check by verification plugin "[^"]*" failed with reason "(?:Resource\(s\)|Certificate\(s\)) .*have been revoked\.?"/,
    definite('revoked'),
  ],
  [/^revocation check by verification plugin "/, uncheckedBySigner],
  [/^the signature's certificate chain does not contain any trusted certificate/, definite('signer-not-trusted')],
  [/^digital signature has expired on "/, definite('signature-expired')],
  [/^certificate ".*" was not valid when the digital signature was produced at "/, definite('signature-invalid')],
  [/^content descriptor mismatch$/, definite('signature-invalid')],
  [/^signature is invalid\. Error: /, definite('signature-invalid')],
  [/^certificate chain is not present/, definite('signature-invalid')],
  [new RegExp(`^error while locating the verification plugin "${AWS_PLUGIN}"`), toolFailed],
  [
    /^error while loading the trust store|^the trust store "|^no x509 certificates were found in trust store/,
    toolFailed,
  ],
  [new RegExp(`^failed to verify with plugin ${AWS_PLUGIN}: `), uncheckedBySigner],
];

/** Why one signature failed, by the text behind "failed verification with error:". A text that is not known is a signature we cannot read. */
export const signatureFailure = (cause: string): SignatureFailure => {
  const row = CAUSES.find(([pattern]) => pattern.test(cause));
  return (row?.[1] ?? unreadable)(cause);
};
