import { ToolError, type ToolErrorCode } from '../tool-error';

type Row = readonly [RegExp, ToolErrorCode, string];

const MOST_CHARACTERS = 600;

// The first row that matches counts. Texts of notation 1.3.2, the AWS Signer plugin and the AWS SDK for Go.
const ROWS: readonly Row[] = [
  [/no space left on device/i, 'missing', 'the disk is full: free some space, then run this again'],
  [
    /plugin executable file is either not found or inaccessible|error while locating the .*plugin/i,
    'missing',
    'notation does not find the AWS Signer plugin: install it with the AWS Signer installer',
  ],
  [
    /StatusCode: 429|TooManyRequests|Throttl|status code 429|rate exceeded/i,
    'temporary',
    'AWS Signer or the registry is throttling requests: wait a little, then run this again',
  ],
  [
    /profile\b.*\bcancell?ed|(?<!context )cancell?ed\b.*\bprofile/i,
    'refused',
    'the signing profile is cancelled, which cannot be undone: name a new profile in the deployment file and deploy the signing stack',
  ],
  [
    /profile\b.*\brevoked|revoked\b.*\bprofile/i,
    'refused',
    'the signing profile is revoked: name a new profile in the deployment file and deploy the signing stack',
  ],
  [
    /ResourceNotFoundException|StatusCode: 404/,
    'refused',
    'the signing profile does not exist: deploy the signing stack, or fix the ARN',
  ],
  [
    /ExpiredToken|UnrecognizedClient|InvalidSignature|InvalidClientTokenId|failed to (?:retrieve|refresh cached) credentials|StatusCode: 401/i,
    'missing',
    'AWS rejects your credentials: log in to AWS again',
  ],
  [
    /AccessDenied|StatusCode: 403|not authorized to perform/i,
    'refused',
    'AWS denies access: the identity that you run this with needs signer:SignPayload on the profile, and permission to push to the repository',
  ],
  [
    /missing username or password|credential (?:required|not found)|status code 40[13]/i,
    'refused',
    'the registry denies access: log in to AWS as an identity that may push to and read from the repository',
  ],
  [
    /immutable/i,
    'refused',
    'the registry has no referrers API and its tags are immutable, so it accepts no second signature: use an ECR repository',
  ],
  [/: not found$/, 'refused', 'the image is not in the registry: push it first, or fix the digest'],
  [
    /StatusCode: 5\d\d|status code 5\d\d|no such host|connection refused|connection reset|timeout|EOF$|Bad Gateway/i,
    'temporary',
    'AWS Signer or the registry does not respond: check network and proxy, then run this again',
  ],
];

/** Reads the output of a `notation sign` that failed; `reference` names the image. */
export const signFailure = (reference: string, stderr: string): ToolError => {
  const error = stderr
    .split('\n')
    .findLast((line) => line.startsWith('Error: '))
    ?.slice('Error: '.length, MOST_CHARACTERS);
  const message = error ?? (stderr.trim().slice(-MOST_CHARACTERS) || 'it failed without an error message');
  const row = ROWS.find(([pattern]) => pattern.test(message));
  return row === undefined
    ? new ToolError('failed', `signing ${reference}: notation failed: ${message}`)
    : new ToolError(row[1], `signing ${reference}: ${row[2]} (${message})`);
};
