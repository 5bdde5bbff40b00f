import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { mockClient } from 'aws-sdk-client-mock';
import { registryLogins } from '../../../adapters/ecr/registry-login';
import type { LoginFor } from '../../../adapters/notation/notation-verifier';
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
  return registryLogins({ clientFor, partition: 'aws', now: () => now })(patternsOf(...patterns));
};

const answer = (password: string, ends: number): object => ({
  authorizationData: [
    { authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'), expiresAt: new Date(ends) },
  ],
});

const login = (password: string): object => ({ kind: 'login', login: { username: 'AWS', password } });
const NOBODY = { kind: 'login', login: undefined };
const asked = (): number => ecr.commandCalls(GetAuthorizationTokenCommand).length;

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
  it('gives the token of the region to an ECR registry whose account a policy names', async () => {
    await expect(loginsFor(`${ECR}/shop/*`)(anImage())).resolves.toEqual(login('first'));
    expect(regions).toEqual(['eu-west-1']);
  });

  it.each([
    ['a stranger', 'registry.example.com/shop/web'],
    ['Docker Hub', 'nginx'],
    ['a look-alike with more behind', `${ECR}.example.com/shop/web`],
    ['a look-alike with more before', `example.com.${ECR}/shop/web`],
    ['a look-alike with a port', `${ECR}:5000/shop/web`],
    ['an account that no policy names', '999999999999.dkr.ecr.eu-west-1.amazonaws.com/shop/web'],
    ['another partition', '111122223333.dkr.ecr.us-gov-west-1.amazonaws.com/shop/web'],
    ['a region of China under the wrong domain', '111122223333.dkr.ecr.cn-north-1.amazonaws.com/shop/web'],
  ])('mistake 1: asks for no token, and gives none, for %s', async (_who, image) => {
    await expect(loginsFor(`${ECR}/shop/*`, 'registry.example.com/*')(anImage(image))).resolves.toEqual(NOBODY);
    expect(asked()).toBe(0);
  });

  it('mistake 8: asks for one token for all images of a region', async () => {
    const loginFor = loginsFor(`${ECR}/shop/*`);
    const images = ['web', 'api', 'worker'].map((name) => anImage(`${ECR}/shop/${name}`));
    await Promise.all(images.map(loginFor));
    now += 11 * HOUR;
    await expect(loginFor(anImage())).resolves.toEqual(login('first'));
    expect(asked()).toBe(1);
  });

  it('asks each region for its own token', async () => {
    const loginFor = loginsFor(`${ECR}/*`);
    await loginFor(anImage());
    await expect(loginFor(anImage('111122223333.dkr.ecr.us-east-1.amazonaws.com/shop/web'))).resolves.toEqual(
      login('second'),
    );
    expect(regions).toEqual(['eu-west-1', 'us-east-1']);
  });

  it('renews a token half an hour before it ends', async () => {
    const loginFor = loginsFor(`${ECR}/*`);
    await loginFor(anImage());
    now = START + 12 * HOUR - 30 * MINUTE - 1;
    await expect(loginFor(anImage())).resolves.toEqual(login('first'));
    now += 1;
    await expect(loginFor(anImage())).resolves.toEqual(login('second'));
    expect(asked()).toBe(2);
  });

  it('mistake 8: renews a token once, however many images need it at that moment', async () => {
    const loginFor = loginsFor(`${ECR}/*`);
    await loginFor(anImage());
    now = START + 12 * HOUR;
    const given = await Promise.all([1, 2, 3].map(() => loginFor(anImage())));
    expect(given).toEqual([login('second'), login('second'), login('second')]);
    expect(asked()).toBe(2);
  });

  it('keeps a token that is still good when it cannot be renewed yet, and no longer', async () => {
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

  it('asks again after a failure', async () => {
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

  it('keeps a password with colons whole', async () => {
    ecr.reset();
    ecr.on(GetAuthorizationTokenCommand).resolves(answer('a:b:c', START + HOUR));
    await expect(loginsFor(`${ECR}/*`)(anImage())).resolves.toEqual(login('a:b:c'));
  });

  it.each([
    ['no data', {}],
    ['no end', { authorizationData: [{ authorizationToken: Buffer.from('AWS:x').toString('base64') }] }],
    ['no password', { authorizationData: [{ authorizationToken: 'QVdT', expiresAt: new Date(START + HOUR) }] }],
  ])('fails on an answer with %s, and shows nothing of it', async (_what, given) => {
    ecr.reset();
    ecr.on(GetAuthorizationTokenCommand).resolves(given);
    const detail =
      'ecr:GetAuthorizationToken failed: Error: GetAuthorizationToken: expected a token "user:password" in base64 and its end';
    await expect(loginsFor(`${ECR}/*`)(anImage())).resolves.toMatchObject({
      kind: 'failed',
      verdict: { kind: 'inconclusive', cause: 'service', reason: 'registry-unavailable', detail },
    });
  });
});
