import fc from 'fast-check';

// Parsers disagree on which of these end a line.
const SEPARATORS = ['\n', '\r\n', '\r', '\u2028', '\u2029', '\u0085', '\v', '\0', ' '];

const PLUGIN = 'com.amazonaws.signer.notation.plugin';

/** Causes that notation prints for a signature, which an attacker would imitate. */
const CAUSES = [
  `trusted identify verification by plugin "${PLUGIN}" failed with reason "Signature publisher doesn't match any trusted identities."`,
  `revocation check by verification plugin "${PLUGIN}" failed with reason "Resource(s) arn:x have been revoked."`,
  `revocation check by verification plugin "${PLUGIN}" failed with reason "GetRevocationStatus call failed: StatusCode: 429"`,
  `failed to verify with plugin ${PLUGIN}: exit status 3`,
  'digital signature has expired on "Thu, 01 Jan 2026 00:00:00 +0000"',
  'content descriptor mismatch',
  'signature is invalid. Error: crypto/ecdsa: verification error',
  `error while locating the verification plugin "no.such.plugin"`,
];

const ERRORS = [
  'Error: signature verification failed: GET "https://x/": response status code 503: x',
  'Error: signature verification failed for all the signatures associated with x',
  'Error: trust policy is not present',
];

const digest = fc.string({ unit: fc.constantFrom('0', '7', 'a', 'f'), minLength: 64, maxLength: 64 });
const causeLine = fc
  .tuple(digest, fc.constantFrom(...CAUSES))
  .map(([hex, cause]) => `level=warning msg=Signature sha256:${hex} failed verification with error: ${cause}`);

/** A line that an attacker might forge; `reference` is the image's. */
const hostileLine = (reference: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: causeLine },
    { weight: 2, arbitrary: fc.constantFrom(...ERRORS) },
    { weight: 1, arbitrary: fc.constant(`Successfully verified signature for ${reference}`) },
    { weight: 1, arbitrary: fc.constant(`Error: ${reference}: not found`) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  );

/** Any text, mostly well-formed lines with all kinds of separators. */
export const hostileText = (reference: string): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.oneof(fc.constant('a'), hostileLine(reference)), fc.constantFrom(...SEPARATORS)), {
      minLength: 1,
      maxLength: 6,
    })
    .map((parts) => parts.flat().join(''));
