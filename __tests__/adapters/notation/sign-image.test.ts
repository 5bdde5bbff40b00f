import { notationSigner } from '../../../adapters/notation/sign-image';
import { signFailure } from '../../../adapters/notation/sign-failure';
import type { ProcessRequest, ProcessResult } from '../../../adapters/process';
import { parseImageReference, repositoryIdentity } from '../../../verification';

const DIGEST = `sha256:${'a'.repeat(64)}` as const;
const REFERENCE = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web@${DIGEST}`;
const PROFILE = 'arn:aws:signer:us-west-2:444455556666:/signing-profiles/release';
const PLUGIN =
  'Error: failed to sign with the plugin com.amazonaws.signer.notation.plugin: plugin failed to sign with following error: SignPayload call failed with error: operation error signer: SignPayload, ';
const PUSH = `Error: failed to push signature to registry with error: POST "https://${REFERENCE.split('/')[0] ?? ''}/v2/shop/web/blobs/uploads/": response `;

// Recorded from notation 1.3.2 and the plugin.
const CASES = [
  [
    'a cancelled profile',
    `${PLUGIN}https response error StatusCode: 400, RequestID: , ValidationException: Signing profile wp is canceled`,
    'refused',
    'the signing profile is cancelled, which cannot be undone',
  ],
  [
    'a revoked profile',
    `${PLUGIN}https response error StatusCode: 400, RequestID: , ValidationException: Signing profile wp is revoked`,
    'refused',
    'the signing profile is revoked',
  ],
  [
    'no such profile',
    `${PLUGIN}https response error StatusCode: 404, RequestID: , ResourceNotFoundException: Signing profile wp not found`,
    'refused',
    'the signing profile does not exist',
  ],
  [
    'no permission',
    `${PLUGIN}https response error StatusCode: 403, RequestID: , AccessDeniedException: User: x is not authorized to perform: signer:SignPayload`,
    'refused',
    'needs signer:SignPayload',
  ],
  [
    'an ended session',
    `${PLUGIN}https response error StatusCode: 403, RequestID: , ExpiredTokenException: The security token included in the request is expired`,
    'missing',
    'log in to AWS again',
  ],
  [
    'a throttled Signer',
    `${PLUGIN}exceeded maximum number of attempts, 3, https response error StatusCode: 429, RequestID: , TooManyRequestsException: slow down`,
    'temporary',
    'is throttling requests',
  ],
  [
    'a Signer that is down',
    `${PLUGIN}exceeded maximum number of attempts, 3, https response error StatusCode: 500, RequestID: , InternalServiceErrorException: x`,
    'temporary',
    'does not respond',
  ],
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
] as const;

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
