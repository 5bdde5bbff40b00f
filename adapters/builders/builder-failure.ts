import { ToolError, type ToolErrorCode } from '../tool-error';

const LAST_LINES = 6;
const MOST_CHARACTERS = 400;

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '');

const ERROR_LINE = /^(?:error|denied|unauthorized)\b|level=(?:fatal|error)\b/i;

// Go's errors name what was done first and the cause last.
const shorten = (text: string): string =>
  text.length <= MOST_CHARACTERS
    ? text
    : `${text.slice(0, MOST_CHARACTERS / 4)} … ${text.slice((-MOST_CHARACTERS / 4) * 3)}`;

// skopeo and podman write logfmt: time="…" level=fatal msg="…".
const unwrap = (line: string): string => {
  const quoted = /\bmsg=("(?:[^"\\]|\\.)*")\s*$/.exec(line)?.[1];
  return quoted === undefined ? line : (JSON.parse(quoted) as string);
};

const wholeErrorLine = (text: string): string => {
  const all = lines(text);
  const line = all.findLast((each) => ERROR_LINE.test(each)) ?? all.at(-1);
  return line === undefined ? 'it failed without a word' : unwrap(line.trim());
};

/** The line in which a builder says what went wrong: the last one that looks like an error, else the last one; the middle of a long one is left out. */
export const errorLineOf = (text: string): string => shorten(wholeErrorLine(text));

type Row = readonly [RegExp, ToolErrorCode, string];

// The first row that matches counts. Texts of skopeo 1.9, buildah 1.28, docker 28 and ECR's own messages.
const ROWS: readonly Row[] = [
  [/no space left on device/i, 'missing', 'the disk is full: make room, then run this again'],
  // What buildah and podman say then when they commit: whoever should have stored the layer gave up reading it.
  [
    /storing layer .*read\/write on closed pipe/,
    'missing',
    'the image could not be stored, most likely since the disk is full: make room, then run this again',
  ],
  [
    /Cannot connect to the Docker daemon|docker daemon is not running|permission denied while trying to connect/i,
    'missing',
    'the Docker daemon does not answer: start it (or join its group), or choose another program with --builder',
  ],
  [
    /cannot be overwritten because the (?:tag|repository|image tag) is immutable|ImageTagAlreadyExists|\btag invalid\b|TAG_INVALID/i,
    'refused',
    'the tag already names another image, and tags are immutable here; whose image that is is not known, so it is not signed: look at it, delete it from the repository, then run this again',
  ],
  [
    /toomanyrequests|too many requests|rate exceeded|throttl|\b429\b/i,
    'temporary',
    'the registry throttles: wait a little, then run this again',
  ],
  [
    /x509:|certificate signed by unknown authority|certificate verify failed/i,
    'missing',
    'the registry’s certificate is not trusted on this machine: name your authority’s file in SSL_CERT_FILE',
  ],
  [
    /authorization token has expired|no basic auth credentials|missing username or password|authentication required|unauthorized|invalid username\/password|\b401\b/i,
    'refused',
    'the registry wants a login: log in to AWS (for other registries with the builder’s own login), then run this again',
  ],
  [
    /name unknown|name_unknown|repository with name .* does not exist|repository does not exist/i,
    'refused',
    'there is no such repository: deploy the signing stack first, or mend the reference',
  ],
  [/manifest unknown|manifest_unknown/i, 'refused', 'there is no such image: mend the reference, or push it first'],
  [
    /\bdenied\b|\bforbidden\b|not authorized|\b403\b/i,
    'refused',
    'the registry refuses: the identity that you run this with needs the permissions to push to and read from the repository',
  ],
  [
    /no such host|connection refused|connection reset|i\/o timeout|handshake timeout|deadline exceeded|\bEOF\b|bad gateway|service unavailable|internal server error|gateway timeout|status(?: code)?(?: from registry)?:? 5\d\d|network is unreachable/i,
    'temporary',
    'the registry does not answer: look at network and proxy, then run this again',
  ],
];

/** Reads what a builder wrote when it failed; `what` names the work, as "pushing verifier". */
export const builderFailure = (what: string, text: string): ToolError => {
  const line = wholeErrorLine(text);
  // A build's own output can hold anything: only where the builder's last word says nothing is it looked at.
  const row = ROWS.find(([pattern]) => pattern.test(line)) ?? ROWS.slice(0, 1).find(([pattern]) => pattern.test(text));
  if (row !== undefined) return new ToolError(row[1], `${what}: ${row[2]} (${shorten(line)})`);
  const tail = lines(text).slice(-LAST_LINES);
  return new ToolError(
    'failed',
    [`${what}: it failed; mend what its last words name, then run this again`, ...tail].join('\n  | '),
  );
};
