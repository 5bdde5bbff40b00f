import type { PushedImage } from '../../testing/registry/image-publisher';
import type { SigningProfile } from '../../testing/signer/signing-profile';
import { failedOutcome, trustedOutcome } from '../support/notation/signing-scenario';
import { HOST, startPushEnvironment, type PushEnvironment } from './sign-and-push-environment';

const REPOSITORY = `${HOST}/team/app`;

jest.setTimeout(60_000);

describe('image-trust sign through the gateway', () => {
  let push: PushEnvironment;
  let team: SigningProfile;
  let platform: PushedImage;
  let index: PushedImage;

  const sign = (...args: readonly string[]) => push.imageTrust('sign', '--builder', 'buildah', ...args);

  beforeAll(async () => {
    push = await startPushEnvironment();
    team = push.emulated.signer.addProfile({ account: '444455556666', name: 'team_release', region: 'us-west-2' });
    push.emulated.registry.makeTagsImmutable(REPOSITORY);
    platform = await push.emulated.registry.pushImage({ repository: REPOSITORY, seed: 'amd64' });
    index = await push.emulated.registry.pushIndex({
      repository: REPOSITORY,
      tag: '1.0',
      platforms: [{ image: platform, platform: 'linux/amd64' }],
    });
  }, 180_000);

  afterAll(() => push.stop());

  it("signs an index and each image that it lists with the deployment's profile", async () => {
    await expect(sign(index.reference)).resolves.toMatchObject({ status: 0, stdout: `${index.reference}  signed\n` });
    for (const image of [index, platform])
      await expect(push.verify(image.reference)).resolves.toMatchObject(trustedOutcome(image));
    expect(push.readLock()).toBeUndefined();
  });

  it('does not sign an image that is already signed', async () => {
    push.emulated.gateway.forgetRequests();
    await expect(sign(index.reference)).resolves.toMatchObject({ stdout: `${index.reference}  signed before\n` });
    expect(
      push.emulated.gateway.requests.map(({ method }) => method).filter((method) => !/GET|HEAD/.test(method)),
    ).toEqual([]);
  });

  it('signs a second time with a profile of another account and region, in a repository with immutable tags', async () => {
    await expect(push.verify(index.reference, team)).resolves.toMatchObject(failedOutcome('trusted identities'));
    await expect(sign('--profile', team.arn, index.reference)).resolves.toMatchObject({ status: 0 });
    await expect(push.verify(index.reference, team)).resolves.toMatchObject(trustedOutcome(index));
  });

  it('prints what it signed as JSON, alone on stdout', async () => {
    const { status, stdout } = await sign('--json', index.reference, platform.reference);
    expect(status).toBe(0);
    const profileVersionArn = push.profile().versionArn;
    expect(JSON.parse(stdout)).toEqual([
      { reference: index.reference, profileVersionArn, signedNow: 0, signedBefore: 2 },
      { reference: platform.reference, profileVersionArn, signedNow: 0, signedBefore: 1 },
    ]);
  });

  it('says that the image does not exist', async () => {
    const result = await sign(`${REPOSITORY}@sha256:${'0'.repeat(64)}`);
    expect(result).toMatchObject({ status: 4, stdout: '' });
    expect(result.stderr).toContain('there is no such image: push it first, or correct the digest');
  });

  it('says that the profile does not exist', async () => {
    const image = await push.emulated.registry.pushImage({ repository: REPOSITORY, seed: 'other' });
    const result = await sign('--profile', `${team.arn}_gone`, image.reference);
    expect(result).toMatchObject({ status: 4, stdout: '' });
    expect(result.stderr).toContain('the signing profile does not exist');
    expect(result.stderr).toMatch(/Failed to call AWSSigner\. Error: Signing profile team_release_gone not found\./);
  });
});
