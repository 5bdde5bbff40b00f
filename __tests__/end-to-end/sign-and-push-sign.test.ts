import type { PushedImage } from '../../testing/registry/image-publisher';
import type { SigningProfile } from '../../testing/signer/signing-profile';
import { verifyWithNotation } from '../support/oci/oci-notation';
import { failedOutcome, trustedOutcome } from '../support/oci/oci-scene';
import { HOST, startPushWorld, type PushWorld } from './sign-and-push-environment';

const REPOSITORY = `${HOST}/team/app`;

jest.setTimeout(60_000);

describe('image-trust sign through the gateway', () => {
  let push: PushWorld;
  let team: SigningProfile;
  let platform: PushedImage;
  let index: PushedImage;

  const sign = (...args: readonly string[]) => push.imageTrust('sign', '--builder', 'buildah', ...args);

  const verdictOn = (reference: string, { versionArn }: SigningProfile) =>
    verifyWithNotation(push.world, reference, { trusted: [versionArn] });

  beforeAll(async () => {
    push = await startPushWorld('public.ecr.aws/team/app:latest');
    team = push.world.signer.addProfile({ account: '444455556666', name: 'team_release', region: 'us-west-2' });
    push.world.registry.makeTagsImmutable(REPOSITORY);
    platform = await push.world.registry.pushImage({ repository: REPOSITORY, seed: 'amd64' });
    index = await push.world.registry.pushIndex({
      repository: REPOSITORY,
      tag: '1.0',
      platforms: [{ image: platform, platform: 'linux/amd64' }],
    });
  }, 180_000);

  afterAll(() => push.stop());

  it('signs an index and each platform that it lists by the profile of the deployment', async () => {
    await expect(sign(index.reference)).resolves.toMatchObject({ status: 0, stdout: `${index.reference}  signed\n` });
    for (const image of [index, platform])
      await expect(verdictOn(image.reference, push.profile())).resolves.toMatchObject(trustedOutcome(image));
    expect(push.readLock()).toBeUndefined();
  });

  it('leaves alone what is signed already', async () => {
    push.world.gateway.forgetRequests();
    await expect(sign(index.reference)).resolves.toMatchObject({ stdout: `${index.reference}  signed before\n` });
    expect(
      push.world.gateway.requests.map(({ method }) => method).filter((method) => !/GET|HEAD/.test(method)),
    ).toEqual([]);
  });

  it('signs a second time, by a profile of another account and region, where tags are immutable', async () => {
    await expect(verdictOn(index.reference, team)).resolves.toMatchObject(failedOutcome('trusted identities'));
    await expect(sign('--profile', team.arn, index.reference)).resolves.toMatchObject({ status: 0 });
    await expect(verdictOn(index.reference, team)).resolves.toMatchObject(trustedOutcome(index));
  });

  it('says that there is no such image', async () => {
    const result = await sign(`${REPOSITORY}@sha256:${'0'.repeat(64)}`);
    expect(result).toMatchObject({ status: 4, stdout: '' });
    expect(result.stderr).toContain('there is no such image: push it first, or mend the digest');
  });

  it('says that there is no such profile', async () => {
    const image = await push.world.registry.pushImage({ repository: REPOSITORY, seed: 'other' });
    const result = await sign('--profile', `${team.arn}_gone`, image.reference);
    expect(result).toMatchObject({ status: 4, stdout: '' });
    expect(result.stderr).toContain('the signing profile does not exist');
  });
});
