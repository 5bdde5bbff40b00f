import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { mockClient } from 'aws-sdk-client-mock';
import { ecrLogins, registryLogins } from '../../../adapters/ecr/registry-login';
import type { LoginFor } from '../../../adapters/ecr/registry-login';
import { awsFailure } from '../../support/aws/aws-failure';
import { ECR, anImage } from '../../support/domain/domain';
import { patternsOf } from '../../support/domain/repository-patterns';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-01-23T12:00:00Z');

const ecr = mockClient(ECRClient);
let now: number;
let regions: string[];

const loginsFor = (...patterns: readonly string[]): LoginFor => {
  const clientFor = (region: string): ECRClient => {
    regions.push(region);
    return new ECRClient({ region });
  };
  return registryLogins({ ecrLogin: ecrLogins({ clientFor, now: () => now }), partition: 'aws' })(
    patternsOf(...patterns),
  );
};

const answer = (password: string, expires: number): object => ({
  authorizationData: [
    { authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'), expiresAt: new Date(expires) },
  ],
});

const login = (password: string): object => ({ kind: 'login', login: { username: 'AWS', password } });
const ANONYMOUS = { kind: 'login', login: undefined };
const requests = (): number => ecr.commandCalls(GetAuthorizationTokenCommand).length;

beforeEach(() => {
  now = START;
  regions = [];
  ecr.reset();
  ecr
    .on(GetAuthorizationTokenCommand)
    .resolvesOnce(answer('first', START + 12 * HOUR))
    .resolves(answer('second', START + 24 * HOUR));
});

describe('registryLogins', () => {
  it('returns the token of the region for an ECR registry whose account a policy names', async () => {
    await expect(loginsFor(`${ECR}/shop/*`)(anImage())).resolves.toEqual(login('first'));
    expect(regions).toEqual(['eu-west-1']);
  });

  it.each([
    ['another registry', 'registry.example.com/shop/web'],
    ['Docker Hub', 'nginx'],
    ['a look-alike with a domain after it', `${ECR}.example.com/shop/web`],
    ['a look-alike with a domain before it', `example.com.${ECR}/shop/web`],
    ['a look-alike with a port', `${ECR}:5000/shop/web`],
    ['an account that no policy names', '999999999999.dkr.ecr.eu-west-1.amazonaws.com/shop/web'],
    ['another partition', '111122223333.dkr.ecr.us-gov-west-1.amazonaws.com/shop/web'],
    ['a region of China under the wrong domain', '111122223333.dkr.ecr.cn-north-1.amazonaws.com/shop/web'],
  ])('rule 6: neither requests nor returns a token for %s', async (_what, image) => {
    await expect(loginsFor(`${ECR}/shop/*`, 'registry.example.com/*')(anImage(image))).resolves.toEqual(ANONYMOUS);
    expect(requests()).toBe(0);
  });

  it('requests one token for all images of a region', async () => {
    const loginFor = loginsFor(`${ECR}/shop/*`);
    const images = ['web', 'api', 'worker'].map((name) => anImage(`${ECR}/shop/${name}`));
    await Promise.all(images.map(loginFor));
    now += 11 * HOUR;
    await expect(loginFor(anImage())).resolves.toEqual(login('first'));
    expect(requests()).toBe(1);
  });

  it('requests a token for each region', async () => {
    const loginFor = loginsFor(`${ECR}/*`);
    await loginFor(anImage());
    await expect(loginFor(anImage('111122223333.dkr.ecr.us-east-1.amazonaws.com/shop/web'))).resolves.toEqual(
      login('second'),
    );
    expect(regions).toEqual(['eu-west-1', 'us-east-1']);
  });

  it('renews a token half an hour before it expires', async () => {
    const loginFor = loginsFor(`${ECR}/*`);
    await loginFor(anImage());
    now = START + 12 * HOUR - 30 * MINUTE - 1;
    await expect(loginFor(anImage())).resolves.toEqual(login('first'));
    now += 1;
    await expect(loginFor(anImage())).resolves.toEqual(login('second'));
    expect(requests()).toBe(2);
  });

  it('renews a token once, however many images need it at the same time', async () => {
    const loginFor = loginsFor(`${ECR}/*`);
    await loginFor(anImage());
    now = START + 12 * HOUR;
    const logins = await Promise.all([1, 2, 3].map(() => loginFor(anImage())));
    expect(logins).toEqual([login('second'), login('second'), login('second')]);
    expect(requests()).toBe(2);
  });

  it('uses a token until it expires when it cannot be renewed', async () => {
    ecr.reset();
    ecr
      .on(GetAuthorizationTokenCommand)
      .resolvesOnce(answer('first', START + HOUR))
      .rejects(awsFailure('ThrottlingException', 'slow down'));
    const loginFor = loginsFor(`${ECR}/*`);
    await loginFor(anImage());
    now = START + HOUR - MINUTE;
    await expect(loginFor(anImage())).resolves.toEqual(login('first'));
    await expect(loginFor(anImage())).resolves.toEqual(login('first'));
    now = START + HOUR;
    await expect(loginFor(anImage())).resolves.toMatchObject({ kind: 'failed' });
  });

  it('requests a token again after a failure', async () => {
    ecr.reset();
    ecr
      .on(GetAuthorizationTokenCommand)
      .rejectsOnce(awsFailure('ThrottlingException', 'slow down'))
      .resolves(answer('first', START + 12 * HOUR));
    const loginFor = loginsFor(`${ECR}/*`);
    await expect(loginFor(anImage())).resolves.toEqual({
      kind: 'failed',
      verdict: {
        kind: 'inconclusive',
        cause: 'service',
        reason: 'throttled',
        detail: 'ecr:GetAuthorizationToken failed: ThrottlingException: slow down',
      },
    });
    await expect(loginFor(anImage())).resolves.toEqual(login('first'));
  });

  it('accepts a password that contains colons', async () => {
    ecr.reset();
    ecr.on(GetAuthorizationTokenCommand).resolves(answer('a:b:c', START + HOUR));
    await expect(loginsFor(`${ECR}/*`)(anImage())).resolves.toEqual(login('a:b:c'));
  });

  it.each([
    ['no data', {}],
    ['no expiry', { authorizationData: [{ authorizationToken: Buffer.from('AWS:x').toString('base64') }] }],
    ['no password', { authorizationData: [{ authorizationToken: 'QVdT', expiresAt: new Date(START + HOUR) }] }],
  ])('fails on an answer with %s, without quoting it', async (_what, response) => {
    ecr.reset();
    ecr.on(GetAuthorizationTokenCommand).resolves(response);
    const detail =
      'ecr:GetAuthorizationToken failed: Error: GetAuthorizationToken: expected a base64 token "user:password" and its expiry';
    await expect(loginsFor(`${ECR}/*`)(anImage())).resolves.toMatchObject({
      kind: 'failed',
      verdict: { kind: 'inconclusive', cause: 'service', reason: 'registry-unavailable', detail },
    });
  });
});
