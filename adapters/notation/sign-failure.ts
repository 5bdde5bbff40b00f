import { ToolError, type ToolErrorCode } from '../tool-error';

type Row = readonly [RegExp, ToolErrorCode, string];

const MOST_CHARACTERS = 600;

const THROTTLED = 'AWS Signer or the registry is throttling requests: wait a little, then run this again';
const SILENT = 'AWS Signer or the registry does not respond: check network and proxy, then run this again';
const LOG_IN = 'AWS rejects your credentials: log in to AWS again';
const ABSENT = 'the signing profile does not exist: deploy the signing stack, or fix the ARN';
const DENIED =
  'AWS denies access: the identity that you run this with needs signer:SignPayload on the profile, and permission to push to the repository';

// Of an error of AWS, its plugin prints the message alone, without the exception's name and the HTTP status.
// https://github.com/aws/aws-signer-notation-plugin/blob/main/internal/signer/signer.go
const FROM_SIGNER = /Failed to call AWSSigner\. Error: (.*?)\.?(?: RequestID: \S*)?$/;

// The messages of AWS Signer and of the services in front of it. The first row that matches counts; messages may name profiles and users.
const SIGNER_ROWS: readonly Row[] = [
  [/^(?:rate exceeded|too ?many ?requests|throttling|request limit exceeded)/i, 'temporary', THROTTLED],
  [
    /^signature (?:expired|not yet current)|is now (?:earlier|later) than/i,
    'missing',
    'AWS rejects the time of this machine: set its clock, then run this again',
  ],
  [
    /security token included in the request is (?:expired|invalid)|request signature we calculated does not match|missing authentication token|token (?:has|is) expired|credential.*\b(?:expired|invalid)/i,
    'missing',
    LOG_IN,
  ],
  [/is not authorized to perform|access ?denied|not authorized|explicit deny/i, 'refused', DENIED],
  [
    /\bprofile\b.*\bcancell?ed|\bcancell?ed\b.*\bprofile/i,
    'refused',
    'the signing profile is cancelled, which cannot be undone: name a new profile in the deployment file and deploy the signing stack',
  ],
  [
    /\bprofile\b.*\brevoked|\brevoked\b.*\bprofile/i,
    'refused',
    'the signing profile is revoked: name a new profile in the deployment file and deploy the signing stack',
  ],
  [
    /\bprofile\b.*(?:not found|not exist|not be found)|\bno such .*profile|could ?n[o']t find .*profile/i,
    'refused',
    ABSENT,
  ],
  [
    /^(?:internal (?:server |service )?(?:error|failure)|service ?unavailable|unknown ?error|(?:bad )?gateway|try again)/i,
    'temporary',
    SILENT,
  ],
];

// The first row that matches counts. Texts of notation 1.3.2, the AWS Signer plugin and the AWS SDK for Go.
const ROWS: readonly Row[] = [
  [/no space left on device/i, 'missing', 'the disk is full: free some space, then run this again'],
  [
    /plugin executable file is either not found or inaccessible|error while locating the .*plugin/i,
    'missing',
    'notation does not find the AWS Signer plugin: install it with the AWS Signer installer',
  ],
  [/StatusCode: 429|TooManyRequests|Throttl|status code 429|rate exceeded/i, 'temporary', THROTTLED],
  [/failed to (?:retrieve|refresh cached) credentials|StatusCode: 401/i, 'missing', LOG_IN],
  [/not authorized to perform/i, 'refused', DENIED],
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
    /StatusCode: (?:0|5\d\d)\b|status code 5\d\d|no such host|connection refused|connection reset|timeout|EOF$|Bad Gateway/i,
    'temporary',
    SILENT,
  ],
];

const rowFor = (message: string): Row | undefined => {
  const fromSigner = FROM_SIGNER.exec(message)?.[1];
  return fromSigner === undefined
    ? ROWS.find(([pattern]) => pattern.test(message))
    : SIGNER_ROWS.find(([pattern]) => pattern.test(fromSigner));
};

/** Reads the output of a `notation sign` that failed; `reference` names the image. */
export const signFailure = (reference: string, stderr: string): ToolError => {
  const error = stderr
    .split('\n')
    .findLast((line) => line.startsWith('Error: '))
    ?.slice('Error: '.length, MOST_CHARACTERS);
  const message = error ?? (stderr.trim().slice(-MOST_CHARACTERS) || 'it failed without an error message');
  const row = rowFor(message);
  return row === undefined
    ? new ToolError('failed', `signing ${reference}: notation failed: ${message}`)
    : new ToolError(row[1], `signing ${reference}: ${row[2]} (${message})`);
};
