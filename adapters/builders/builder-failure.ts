import { parseJsonOrUndefined } from '../../contracts/schema/parse-json-or-undefined';
import { ToolError, type ToolErrorCode } from '../tool-error';

const LAST_LINES = 6;
const MOST_CHARACTERS = 400;

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '');

const ERROR_LINE = /^(?:error|denied|unauthorized)\b|level=(?:fatal|error)\b/i;

// Errors of Go programs begin with the operation and end with the cause.
const cutMiddle = (text: string): string =>
  text.length <= MOST_CHARACTERS
    ? text
    : `${text.slice(0, MOST_CHARACTERS / 4)} … ${text.slice((-MOST_CHARACTERS / 4) * 3)}`;

// skopeo and podman write logfmt: time="…" level=fatal msg="…". Go's quotes know escapes that JSON does not.
const unwrap = (line: string): string => {
  const quoted = /\bmsg=("(?:[^"\\]|\\.)*")\s*$/.exec(line)?.[1];
  const message = quoted === undefined ? undefined : parseJsonOrUndefined(quoted);
  return typeof message === 'string' ? message : line;
};

const wholeErrorLine = (text: string): string => {
  const all = lines(text);
  const line = all.findLast((each) => ERROR_LINE.test(each)) ?? all.at(-1);
  return line === undefined ? 'it failed without an error message' : unwrap(line.trim());
};

/** The line that says why a builder failed: the last one that looks like an error, else the last one. A long line loses its middle. */
export const errorLineOf = (text: string): string => cutMiddle(wholeErrorLine(text));

type Row = readonly [RegExp, ToolErrorCode, string];

// The first row that matches counts. Texts of skopeo 1.9, buildah 1.28, docker 28 and ECR.
const ROWS: readonly Row[] = [
  [/no space left on device/i, 'missing', 'the disk is full: free some space, then run this again'],
  // buildah and podman print this when they commit to a full disk: the process that stores the layer has stopped reading it.
  [
    /storing layer .*read\/write on closed pipe/,
    'missing',
    'the image could not be stored, probably because the disk is full: free some space, then run this again',
  ],
  [
    /Cannot connect to the Docker daemon|docker daemon is not running|permission denied while trying to connect/i,
    'missing',
    'the Docker daemon does not respond: start it (or join its group), or choose another builder with --builder',
  ],
  [
    /cannot be overwritten because the (?:tag|repository|image tag) is immutable|ImageTagAlreadyExists|\btag invalid\b|TAG_INVALID/i,
    'refused',
    'the tag already names another image, and tags are immutable here; it is not signed, since its origin is unknown: inspect it, delete it from the repository, then run this again',
  ],
  [
    /toomanyrequests|too many requests|rate exceeded|throttl|\b429\b/i,
    'temporary',
    'the registry is throttling requests: wait a little, then run this again',
  ],
  [
    /x509:|certificate signed by unknown authority|certificate verify failed/i,
    'missing',
    "this machine does not trust the registry's certificate: set SSL_CERT_FILE to your certificate authority's file",
  ],
  [
    /authorization token has expired|no basic auth credentials|missing username or password|authentication required|unauthorized|invalid username\/password|\b401\b/i,
    'refused',
    "the registry requires a login: log in to AWS (for other registries, with the builder's own login), then run this again",
  ],
  [
    /name unknown|name_unknown|repository with name .* does not exist|repository does not exist/i,
    'refused',
    'the repository does not exist: deploy the signing stack first, or fix the reference',
  ],
  [/manifest unknown|manifest_unknown/i, 'refused', 'the image does not exist: fix the reference, or push it first'],
  [
    /\bdenied\b|\bforbidden\b|not authorized|\b403\b/i,
    'refused',
    'the registry denies access: the identity that you run this with needs permission to push to and read from the repository',
  ],
  [
    /no such host|connection refused|connection reset|i\/o timeout|handshake timeout|deadline exceeded|\bEOF\b|bad gateway|service unavailable|internal server error|gateway timeout|status(?: code)?(?: from registry)?:? 5\d\d|network is unreachable/i,
    'temporary',
    'the registry does not respond: check network and proxy, then run this again',
  ],
];

/** Reads the output of a builder that failed; `what` names the work, such as "pushing verifier". */
export const builderFailure = (what: string, text: string): ToolError => {
  const line = wholeErrorLine(text);
  // A build's output can contain anything, so all of it is searched only for a full disk.
  const row = ROWS.find(([pattern]) => pattern.test(line)) ?? ROWS.slice(0, 1).find(([pattern]) => pattern.test(text));
  if (row !== undefined) return new ToolError(row[1], `${what}: ${row[2]} (${cutMiddle(line)})`);
  const tail = lines(text).slice(-LAST_LINES);
  return new ToolError(
    'failed',
    [`${what}: it failed; fix what its last lines name, then run this again`, ...tail].join('\n  | '),
  );
};
