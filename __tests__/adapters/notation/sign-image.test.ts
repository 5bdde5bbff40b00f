import { notationSigner } from '../../../adapters/notation/sign-image';
import { signFailure } from '../../../adapters/notation/sign-failure';
import type { ProcessRequest, ProcessResult } from '../../../adapters/process';
import { parseImageReference, repositoryIdentity } from '../../../verification';

const DIGEST = `sha256:${'a'.repeat(64)}` as const;
const REFERENCE = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web@${DIGEST}`;
const PROFILE = 'arn:aws:signer:us-west-2:444455556666:/signing-profiles/release';
const FAILED =
  'Error: failed to sign with the plugin com.amazonaws.signer.notation.plugin: plugin failed to sign with following error: ';
const fromSigner = (message: string): string =>
  `${FAILED}Failed to call AWSSigner. Error: ${message}. RequestID: 1a-2b.`;
const fromSdk = (text: string): string => `${FAILED}operation error signer: SignPayload, ${text}`;
const PUSH = `Error: failed to push signature to registry with error: POST "https://${REFERENCE.split('/')[0] ?? ''}/v2/shop/web/blobs/uploads/": response `;

// Texts of notation 1.3.2 and of AWS's plugin, which prints neither the exception's name nor the HTTP status.
const CASES: readonly (readonly [what: string, text: string, code: string, sentence: string])[] = [
  [
    'a cancelled profile',
    fromSigner('Signing profile wp is canceled'),
    'refused',
    'the signing profile is cancelled, which cannot be undone',
  ],
  [
    'a cancelled profile whose name sounds like throttling',
    fromSigner('Signing profile rate_exceeded_throttling is canceled'),
    'refused',
    'the signing profile is cancelled, which cannot be undone',
  ],
  ['a revoked profile', fromSigner('Signing profile wp is revoked'), 'refused', 'the signing profile is revoked'],
  ...['Signing profile wp not found', 'The signing profile wp does not exist', 'Profile wp could not be found'].map(
    (message) => ['no such profile', fromSigner(message), 'refused', 'the signing profile does not exist'] as const,
  ),
  ...[
    'User: arn:aws:sts::111122223333:assumed-role/x/profile is not authorized to perform: signer:SignPayload on resource: arn:aws:signer:eu-west-1:111122223333:/signing-profiles/wp because no identity-based policy allows the signer:SignPayload action',
    'Access denied',
  ].map((message) => ['no permission', fromSigner(message), 'refused', 'needs signer:SignPayload'] as const),
  ...[
    'The security token included in the request is expired',
    'The security token included in the request is invalid.',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key',
  ].map((message) => ['a login that does not work', fromSigner(message), 'missing', 'log in to AWS again'] as const),
  [
    'a clock that is wrong',
    fromSigner('Signature expired: 20261126T040000Z is now earlier than 20261126T041000Z (20261126T041500Z - 5 min.)'),
    'missing',
    'set its clock',
  ],
  ...['Rate exceeded', 'Too Many Requests', 'TooManyRequests'].map(
    (message) => ['a throttled Signer', fromSigner(message), 'temporary', 'is throttling requests'] as const,
  ),
  ...['Internal server error', 'Internal Failure', 'Service Unavailable', 'UnknownError'].map(
    (message) => ['a Signer that is down', fromSigner(message), 'temporary', 'does not respond'] as const,
  ),
  [
    'a Signer that is down and does not say so',
    fromSdk(
      'exceeded maximum number of attempts, 3, https response error StatusCode: 503, RequestID: , deserialization failed',
    ),
    'temporary',
    'does not respond',
  ],
  [
    'a Signer that cannot be reached',
    fromSdk(
      'https response error StatusCode: 0, RequestID: , request send failed, Post "https://signer.eu-west-1.amazonaws.com/": dial tcp: lookup: no such host',
    ),
    'temporary',
    'does not respond',
  ],
  [
    'no credentials',
    fromSdk(
      'get identity: get credentials: failed to refresh cached credentials, no EC2 IMDS role found, https response error StatusCode: 0',
    ),
    'missing',
    'log in to AWS again',
  ],
  ['a message of AWS Signer that is not known', fromSigner('moon'), 'failed', 'Error: moon. RequestID: 1a-2b.'],
  [
    'no login',
    `Error: failed to get manifest descriptor: HEAD "https://h/v2/a/manifests/${DIGEST}": missing username or password for basic auth`,
    'refused',
    'the registry denies access',
  ],
  [
    'a registry that refuses',
    `Error: failed to get manifest descriptor: HEAD "https://h/v2/a/manifests/${DIGEST}": response status code 403: Forbidden`,
    'refused',
    'the registry denies access',
  ],
  [
    'no such image',
    `Error: failed to get manifest descriptor: ${REFERENCE}: not found`,
    'refused',
    'the image is not in the registry',
  ],
  [
    'no plugin',
    'Error: plugin executable file is either not found or inaccessible: stat /x: no such file or directory',
    'missing',
    'install it with the AWS Signer installer',
  ],
  [
    'a registry that throttles',
    `${PUSH}status code 429: toomanyrequests: Rate exceeded`,
    'temporary',
    'is throttling requests',
  ],
  [
    'no permission to push',
    `${PUSH}status code 403: denied: User x is not authorized to perform: ecr:InitiateLayerUpload`,
    'refused',
    'to push to the repository',
  ],
  ['something unknown', 'Error: the moon is full', 'failed', 'notation failed: the moon is full'],
  ['nothing', '', 'failed', 'notation failed: it failed without an error message'],
];

describe('signFailure', () => {
  it.each(CASES)('returns one sentence with the next step: %s', (_what, text, code, sentence) => {
    expect(signFailure(REFERENCE, `${text}\n`)).toMatchObject({ code, message: expect.stringContaining(sentence) });
  });
});

describe('notationSigner', () => {
  const reference = parseImageReference(REFERENCE.replace('@', ':1.0@'));
  const image = { reference, identity: repositoryIdentity(reference), digest: DIGEST };

  const signing = (result: ProcessResult) => {
    const requests: ProcessRequest[] = [];
    const sign = notationSigner(
      { notation: '/n', plugins: '/p', temporary: '/t', profileArn: PROFILE, deadlineMs: 1 },
      {
        run: async (request) => {
          requests.push(request);
          return result;
        },
        environment: { HTTPS_PROXY: 'http://proxy', AWS_ENDPOINT_URL: 'http://elsewhere' },
        keys: async () => ({ accessKeyId: 'key', secretAccessKey: 'secret', sessionToken: 'session' }),
        loginFor: async () => ({ username: 'AWS', password: 'password' }),
      },
    );
    return { requests, signed: sign(image) };
  };

  const exited = (status: number, stdout: string): ProcessResult => ({
    kind: 'exited',
    status,
    stdout,
    stderr: '',
    cut: false,
  });

  it('passes repository and digest, but neither the tag nor a secret, as arguments', async () => {
    const { requests, signed } = signing(exited(0, `Successfully signed ${REFERENCE}\n`));
    await signed;
    expect(requests.map(({ args }) => args.join(' '))).toEqual([
      `sign --plugin com.amazonaws.signer.notation.plugin --id ${PROFILE} --force-referrers-tag=false -- ${REFERENCE}`,
    ]);
  });

  it("calls AWS Signer in the profile's region, with credentials in the environment only", async () => {
    const { requests, signed } = signing(exited(0, `Successfully signed ${REFERENCE}\n`));
    await signed;
    expect(requests[0]?.environment).toMatchObject({
      AWS_REGION: 'us-west-2',
      NOTATION_PASSWORD: 'password',
      HTTPS_PROXY: 'http://proxy',
    });
    expect(requests[0]?.environment).not.toHaveProperty('AWS_ENDPOINT_URL');
  });

  it.each<[string, ProcessResult, string]>([
    ['exit status 0 without the success message', exited(0, 'Successfully signed something else'), 'failed'],
    ['a missing program', { kind: 'not-started', message: 'ENOENT' }, 'missing'],
    ['a time-out', { kind: 'timed-out', stdout: '', stderr: '', cut: false }, 'temporary'],
    ['a signal', { kind: 'killed', signal: 'SIGKILL', stdout: '', stderr: '', cut: false }, 'failed'],
  ])('does not take %s for a signature', async (_what, result, code) => {
    await expect(signing(result).signed).rejects.toMatchObject({ code });
  });
});
