import { builderFailure, errorLineOf } from '../../../adapters/builders/builder-failure';

const HOST = '111122223333.dkr.ecr.us-east-1.amazonaws.com';
const fatal = (message: string): string =>
  `Getting image source signatures\ntime="2026-01-01T00:00:00Z" level=fatal msg=${JSON.stringify(message)}\n`;
const REUSE = 'trying to reuse blob sha256:38cc at destination';
const PING = `${REUSE}: pinging container registry ${HOST}`;

// Texts of skopeo 1.9, buildah 1.28, docker 28 and ECR.
const CASES = [
  [
    'skopeo, a token that ECR does not take',
    fatal(
      `reading manifest one in ${HOST}/v: denied: Your authorization token has expired. Reauthenticate and try again.`,
    ),
    'refused',
    'requires a login',
  ],
  [
    'skopeo, no permission',
    fatal(
      `writing blob: initiating layer upload to /v2/v/blobs/uploads/ in ${HOST}: denied: User: arn:aws:iam::111122223333:user/x is not authorized to perform: ecr:InitiateLayerUpload`,
    ),
    'refused',
    'the registry denies access',
  ],
  [
    'skopeo, refused without a message',
    fatal(`${REUSE}: failed to read from destination repository v: 403 (Forbidden)`),
    'refused',
    'the registry denies access',
  ],
  [
    'skopeo, an immutable tag',
    fatal(
      `writing manifest: uploading manifest one to ${HOST}/v: tag invalid: The image tag 'one' already exists in the 'v' repository and cannot be overwritten because the repository is immutable.`,
    ),
    'refused',
    'the tag already names another image',
  ],
  [
    'docker, an immutable tag',
    "tag invalid: The image tag 'one' already exists in the 'v' repository and cannot be overwritten because the tag is immutable.",
    'refused',
    'the tag already names another image',
  ],
  [
    'skopeo, throttled',
    fatal(`uploading manifest x to ${HOST}/app: toomanyrequests: Rate exceeded`),
    'temporary',
    'the registry is throttling requests',
  ],
  [
    'skopeo, an outage',
    fatal(
      `writing manifest: uploading manifest two to ${HOST}/v: received unexpected HTTP status: 500 Internal Server Error`,
    ),
    'temporary',
    'does not respond',
  ],
  [
    'skopeo, unavailable',
    fatal(`${PING}: invalid status code from registry 503 (Service Unavailable)`),
    'temporary',
    'does not respond',
  ],
  [
    'skopeo, a connection that breaks',
    fatal(`${PING}: Get "https://${HOST}/v2/": EOF`),
    'temporary',
    'does not respond',
  ],
  [
    'skopeo, a proxy that refuses',
    fatal(`${PING}: Get "https://${HOST}/v2/": Bad Gateway`),
    'temporary',
    'does not respond',
  ],
  [
    'skopeo, no such host',
    fatal(`${PING}: Get "https://${HOST}/v2/": dial tcp: lookup ${HOST}: no such host`),
    'temporary',
    'does not respond',
  ],
  [
    'skopeo, an unknown certificate authority',
    fatal(`${PING}: Get "https://${HOST}/v2/": x509: certificate signed by unknown authority`),
    'missing',
    'SSL_CERT_FILE',
  ],
  [
    'skopeo, no such source',
    fatal(
      'initializing source docker://public.ecr.aws/team/none:1: reading manifest 1 in public.ecr.aws/team/none: name unknown: Unknown name',
    ),
    'refused',
    'the repository does not exist',
  ],
  [
    'skopeo, no such image',
    fatal(`reading manifest nope in ${HOST}/v: manifest unknown: Unknown manifest`),
    'refused',
    'the image does not exist',
  ],
  [
    'buildah, no such base',
    'STEP 1/3\nError: creating build container: initializing source docker://public.ecr.aws/team/none:1: reading manifest 1 in public.ecr.aws/team/none: name unknown: Unknown name\n',
    'refused',
    'the repository does not exist',
  ],
  [
    'buildah, a full disk',
    'Error: pushing image "localhost/t:1" to "oci:/s/lay:t": writing blob: write /s/lay/oci-put-blob1: no space left on device\n',
    'missing',
    'the disk is full',
  ],
  [
    'buildah, a full disk when it commits',
    `Error: committing container for step {Env:[${'A=b '.repeat(100)}]}: copying layers and metadata for container "16276": initializing source containers-storage:c24-working-container: storing layer "2393" to file: io: read/write on closed pipe\n`,
    'missing',
    'probably because the disk is full',
  ],
  [
    'a full disk inside a build step',
    'go: write /home/builder/x: no space left on device\nError: building at STEP "RUN go build": while running runtime: exit status 1\n',
    'missing',
    'the disk is full',
  ],
  [
    'docker, no daemon',
    'ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n',
    'missing',
    'the Docker daemon does not respond',
  ],
  ['docker, not logged in', 'no basic auth credentials\n', 'refused', 'requires a login'],
  [
    'docker, no permission',
    'denied: User: arn:aws:iam::1:user/x is not authorized to perform: ecr:PutImage\n',
    'refused',
    'the registry denies access',
  ],
] as const;

describe('builderFailure', () => {
  it.each(CASES)('returns one sentence with the next step: %s', (_what, text, code, sentence) => {
    const failure = builderFailure('pushing verifier', text);
    expect(failure).toMatchObject({ code, message: expect.stringContaining(sentence) });
    expect(failure.message).toMatch(/^pushing verifier: /);
    expect(failure.message.split('\n')).toHaveLength(1);
  });

  it('quotes the last lines of an unknown failure', () => {
    const log = Array.from({ length: 20 }, (_, line) => `line ${line}`).join('\n');
    const { code, message } = builderFailure('building verifier', `${log}\nError: exit status 1\n`);
    expect(code).toBe('failed');
    expect(message.split('\n')).toEqual([
      'building verifier: it failed; fix what its last lines name, then run this again',
      ...['line 15', 'line 16', 'line 17', 'line 18', 'line 19', 'Error: exit status 1'].map((line) => `  | ${line}`),
    ]);
  });

  it('is not misled by what a build prints before its end', () => {
    const text = 'go test: 429 tests, 403 skipped, unauthorized access is refused\nError: exit status 1\n';
    expect(builderFailure('building', text)).toMatchObject({ code: 'failed' });
  });

  it('keeps the beginning and the end of a long line, since the cause stands last', () => {
    const { message } = builderFailure('pushing', `Error: writing ${'x'.repeat(1_000)}: denied: by the last word\n`);
    expect(message).toMatch(/\(Error: writing x+ … x+: denied: by the last word\)$/);
    expect(message.length).toBeLessThan(700);
  });
});

describe('errorLineOf', () => {
  it('has a text for empty output', () => {
    expect(errorLineOf('\n \n')).toBe('it failed without an error message');
  });

  it('unwraps the message of a log line', () => {
    expect(errorLineOf(fatal('a "quoted" reason'))).toBe('a "quoted" reason');
  });

  it("returns the whole log line when Go's quotes hold an escape that JSON does not know", () => {
    const line = String.raw`time="…" level=fatal msg="denied: \x1b[31m by the registry"`;
    expect(errorLineOf(line)).toBe(line);
  });
});
