import type { PushedImage } from '../../testing/registry/image-publisher';
import { parseLock, type Lock } from '../../contracts/lock/lock';
import { trustedOutcome, failedOutcome } from '../support/oci/oci-scene';
import { verifyWithNotation } from '../support/oci/oci-notation';
import { HOST, startPushWorld, type PushWorld } from './sign-and-push-environment';

const SOURCE = 'public.ecr.aws/team/app';
const [SIGNED, UNSIGNED] = [`${HOST}/dev-sample/signed`, `${HOST}/dev-sample/unsigned`];

jest.setTimeout(60_000);

describe('image-trust sign-and-push through the gateway', () => {
  let push: PushWorld;
  let index: PushedImage;
  let platforms: readonly PushedImage[];

  const samples = (...more: readonly string[]) =>
    push.imageTrust(
      'sign-and-push',
      '--builder',
      'buildah',
      '--image',
      'sample-signed',
      '--image',
      'sample-unsigned',
      ...more,
    );

  const lock = (): Lock => parseLock(push.readLock() ?? '', 'deployments/dev.lock.json');

  const publish = async (seed: string): Promise<void> => {
    const { registry } = push.world;
    const [amd, arm] = [
      await registry.pushImage({ repository: SOURCE, seed: `${seed} amd64` }),
      await registry.pushImage({ repository: SOURCE, seed: `${seed} arm64` }),
    ];
    platforms = [amd, arm];
    index = await registry.pushIndex({
      repository: SOURCE,
      tag: 'latest',
      platforms: [
        { image: amd, platform: 'linux/amd64' },
        { image: arm, platform: 'linux/arm64' },
      ],
    });
  };

  const verdictOn = (reference: string) =>
    verifyWithNotation(push.world, reference, { trusted: [push.profile().versionArn] });

  const writes = (): readonly string[] =>
    push.world.gateway
      .requestsTo(HOST)
      .flatMap(({ method, path }) => (/GET|HEAD/.test(method) ? [] : [`${method} ${path}`]));

  beforeAll(async () => {
    push = await startPushWorld(`${SOURCE}:latest`);
    for (const repository of [SIGNED, UNSIGNED, `${HOST}/dev-image-trust`])
      push.world.registry.makeTagsImmutable(repository);
    await publish('one');
  }, 180_000);

  afterAll(() => push.stop());

  beforeEach(() => {
    push.world.gateway.clearFaults();
    push.world.gateway.forgetRequests();
  });

  it('has buildah and skopeo to work with: apt-get install buildah skopeo', async () => {
    await expect(push.buildah('--version')).resolves.toMatchObject({ status: 0 });
  });

  it('copies, signs, verifies and locks, and leaves unsigned what is meant to be', async () => {
    const result = await samples();
    expect(result).toMatchObject({ status: 0 });
    expect(result.stdout.split('\n')).toEqual([
      `sample-signed  ${SIGNED}@${index.digest}  pushed, signed`,
      `sample-unsigned  ${UNSIGNED}@${index.digest}  pushed, unsigned on purpose`,
      '',
    ]);
    expect(result.stderr).toContain('0 signed before, 3 signed now, all verified');
    expect(lock().images).toMatchObject({
      'sample-signed': { repository: SIGNED, digest: index.digest, profileVersionArn: push.profile().versionArn },
      'sample-unsigned': { repository: UNSIGNED, digest: index.digest, profileVersionArn: null },
    });
    for (const { digest } of [index, ...platforms]) {
      const reference = `${SIGNED}@${digest}`;
      await expect(verdictOn(reference)).resolves.toMatchObject(trustedOutcome({ ...index, reference }));
    }
    await expect(verdictOn(`${UNSIGNED}@${index.digest}`)).resolves.toMatchObject(failedOutcome('no signature'));
  });

  it('does nothing the second time, and says so', async () => {
    const before = push.readLock();
    const result = await samples();
    expect(result).toMatchObject({ status: 0, stderr: expect.stringContaining('nothing to do') as string });
    expect(result.stdout).toContain(`${SIGNED}@${index.digest}  unchanged, signed`);
    expect(writes()).toEqual([]);
    expect(push.readLock()).toBe(before);
  });

  it('asks the source without credentials', async () => {
    await samples();
    const given = push.world.gateway.requestsTo('public.ecr.aws').map(({ authorization }) => authorization);
    expect([...new Set(given)]).toEqual(['none']);
  });

  it('signs by a new version of the profile what an old one signed, without pushing it again', async () => {
    const { tag = '', profileVersionArn: before } = lock().images['sample-signed'] ?? {};
    push.renewProfile();
    const result = await samples();
    expect(result).toMatchObject({ status: 0, stdout: expect.stringContaining('unchanged, signed again') as string });
    expect(writes().filter((line) => line.includes(`/manifests/${tag}`))).toEqual([]);
    expect(lock().images['sample-signed']).toMatchObject({ tag, profileVersionArn: push.profile().versionArn });
    expect(push.profile().versionArn).not.toBe(before);
  });

  it('gives a changed source another tag, and keeps the earlier one', async () => {
    const before = lock().images['sample-signed'];
    await publish('two');
    await expect(samples()).resolves.toMatchObject({ status: 0 });
    const after = lock().images['sample-signed'];
    expect(after).toMatchObject({ digest: index.digest });
    expect(after?.tag).not.toBe(before?.tag);
    await expect(push.world.registry.getManifest(SIGNED, before?.tag ?? '')).resolves.toMatchObject({
      digest: before?.digest,
    });
  });

  it('refuses to sign what somebody else pushed by the tag', async () => {
    await publish('three');
    const dry = await samples('--dry-run');
    expect(dry).toMatchObject({ status: 0, stdout: expect.stringContaining(`copy      ${SOURCE}:latest`) as string });
    await samples();
    const { tag = '' } = lock().images['sample-signed'] ?? {};
    const foreign = await push.world.registry.pushImage({ repository: SIGNED, seed: 'foreign' });
    await push.world.registry.moveTag(foreign, tag);
    push.removeLock();
    const emptied = push.readLock();
    const result = await samples();
    expect(result).toMatchObject({ status: 4, stdout: '' });
    expect(result.stderr).toContain(`found that the tag already names ${foreign.digest}`);
    expect(push.readLock()).toBe(emptied);
    await expect(verdictOn(foreign.reference)).resolves.toMatchObject(failedOutcome('no signature'));
  });

  it('says with its own exit code that AWS Signer throttles, and locks nothing', async () => {
    await publish('four');
    const before = push.readLock();
    push.world.gateway.addFault({ path: /signing-jobs/, effect: { kind: 'status', status: 429 } });
    const result = await samples();
    expect(result).toMatchObject({ status: 5, stdout: '' });
    expect(result.stderr).toContain(
      'AWS Signer or the registry is throttling requests: wait a little, then run this again',
    );
    expect(push.readLock()).toBe(before);
  });

  it('goes on where it stopped', async () => {
    await expect(samples()).resolves.toMatchObject({ status: 0 });
    expect(lock().images['sample-signed']).toMatchObject({ digest: index.digest });
  });

  it('does not sign again what was revoked, which would undo it', async () => {
    const before = push.readLock();
    push.world.signer.revokeProfile(push.profile());
    const result = await samples();
    expect(result).toMatchObject({ status: 4, stdout: '', stderr: expect.stringContaining('was revoked') as string });
    expect(push.readLock()).toBe(before);
    push.renewProfile();
  });

  it('says that the profile is cancelled, and leaves the lock as it was', async () => {
    await publish('five');
    const before = push.readLock();
    push.world.signer.cancelProfile(push.profile());
    const result = await samples();
    expect(result).toMatchObject({ status: 4, stdout: '' });
    expect(result.stderr).toContain('the signing profile is cancelled, which cannot be undone');
    expect(push.readLock()).toBe(before);
  });
});
