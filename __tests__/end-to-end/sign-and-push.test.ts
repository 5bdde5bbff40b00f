import type { PushedImage } from '../../testing/registry/image-publisher';
import { trustedOutcome, failedOutcome } from '../support/notation/signing-scenario';
import { HOST, SOURCE, startPushEnvironment, type PushEnvironment } from './sign-and-push-environment';

const [SIGNED, UNSIGNED] = [`${HOST}/dev-sample/signed`, `${HOST}/dev-sample/unsigned`];

jest.setTimeout(60_000);

describe('image-trust sign-and-push through the gateway', () => {
  let push: PushEnvironment;
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

  const publish = async (seed: string): Promise<void> => {
    ({ index, platforms } = await push.publishSource(seed));
  };

  const writes = (): readonly string[] =>
    push.emulated.gateway
      .requestsTo(HOST)
      .flatMap(({ method, path }) => (/GET|HEAD/.test(method) ? [] : [`${method} ${path}`]));

  beforeAll(async () => {
    push = await startPushEnvironment();
    for (const repository of [SIGNED, UNSIGNED, `${HOST}/dev-image-trust`])
      push.emulated.registry.makeTagsImmutable(repository);
    await publish('one');
  }, 180_000);

  afterAll(() => push.stop());

  beforeEach(() => {
    push.emulated.gateway.clearFaults();
    push.emulated.gateway.forgetRequests();
  });

  it('needs buildah and skopeo (apt-get install buildah skopeo)', async () => {
    await expect(push.buildah('--version')).resolves.toMatchObject({ status: 0 });
  });

  it('copies, signs, verifies and locks the images, but leaves the unsigned sample unsigned', async () => {
    const result = await samples();
    expect(result).toMatchObject({ status: 0 });
    expect(result.stdout.split('\n')).toEqual([
      `sample-signed  ${SIGNED}@${index.digest}  pushed, signed`,
      `sample-unsigned  ${UNSIGNED}@${index.digest}  pushed, unsigned on purpose`,
      '',
    ]);
    expect(result.stderr).toContain('0 signed before, 3 signed now, all verified');
    expect(push.lockedImages()).toMatchObject({
      'sample-signed': { repository: SIGNED, digest: index.digest, profileVersionArn: push.profile().versionArn },
      'sample-unsigned': { repository: UNSIGNED, digest: index.digest, profileVersionArn: null },
    });
    for (const { digest } of [index, ...platforms]) {
      const reference = `${SIGNED}@${digest}`;
      await expect(push.verify(reference)).resolves.toMatchObject(trustedOutcome({ ...index, reference }));
    }
    await expect(push.verify(`${UNSIGNED}@${index.digest}`)).resolves.toMatchObject(failedOutcome('no signature'));
  });

  it('changes nothing the second time, and says so', async () => {
    const before = push.readLock();
    const result = await samples();
    expect(result).toMatchObject({ status: 0, stderr: expect.stringContaining('nothing to do') as string });
    expect(result.stdout).toContain(`${SIGNED}@${index.digest}  unchanged, signed`);
    expect(writes()).toEqual([]);
    expect(push.readLock()).toBe(before);
  });

  it('reads the source without credentials', async () => {
    await samples();
    const sent = push.emulated.gateway.requestsTo('public.ecr.aws').map(({ authorization }) => authorization);
    expect([...new Set(sent)]).toEqual(['none']);
  });

  it('signs an image again with a new version of the profile, without pushing it again', async () => {
    const { tag = '', profileVersionArn: before } = push.lockedImages()['sample-signed'] ?? {};
    push.renewProfile();
    const result = await samples();
    expect(result).toMatchObject({ status: 0, stdout: expect.stringContaining('unchanged, signed again') as string });
    expect(writes().filter((line) => line.includes(`/manifests/${tag}`))).toEqual([]);
    expect(push.lockedImages()['sample-signed']).toMatchObject({ tag, profileVersionArn: push.profile().versionArn });
    expect(push.profile().versionArn).not.toBe(before);
  });

  it('pushes a changed source with another tag, and keeps the earlier image', async () => {
    const before = push.lockedImages()['sample-signed'];
    await publish('two');
    await expect(samples()).resolves.toMatchObject({ status: 0 });
    const after = push.lockedImages()['sample-signed'];
    expect(after).toMatchObject({ digest: index.digest });
    expect(after?.tag).not.toBe(before?.tag);
    await expect(push.emulated.registry.getManifest(SIGNED, before?.tag ?? '')).resolves.toMatchObject({
      digest: before?.digest,
    });
  });

  it('refuses to sign an image that someone else pushed with its tag', async () => {
    await publish('three');
    const dry = await samples('--dry-run');
    expect(dry).toMatchObject({ status: 0, stdout: expect.stringContaining(`copy      ${SOURCE}:latest`) as string });
    await samples();
    const { tag = '' } = push.lockedImages()['sample-signed'] ?? {};
    const foreign = await push.emulated.registry.pushImage({ repository: SIGNED, seed: 'foreign' });
    await push.emulated.registry.moveTag(foreign, tag);
    push.emptyLock();
    const result = await samples();
    expect(result).toMatchObject({ status: 4, stdout: '' });
    expect(result.stderr).toContain(`found that the tag already names ${foreign.digest}`);
    expect(push.lockedImages()).toEqual({});
    await expect(push.verify(foreign.reference)).resolves.toMatchObject(failedOutcome('no signature'));
  });

  it('exits with 5 when AWS Signer throttles, and locks nothing', async () => {
    await publish('four');
    const before = push.readLock();
    push.emulated.gateway.addFault({
      path: /signing-jobs/,
      effect: { kind: 'status', status: 429, message: 'Rate exceeded' },
    });
    const result = await samples();
    expect(result).toMatchObject({ status: 5, stdout: '' });
    expect(result.stderr).toContain(
      'AWS Signer or the registry is throttling requests: wait a little, then run this again',
    );
    expect(push.readLock()).toBe(before);
  });

  it('resumes after a failure', async () => {
    await expect(samples()).resolves.toMatchObject({ status: 0 });
    expect(push.lockedImages()['sample-signed']).toMatchObject({ digest: index.digest });
  });

  it('never signs an image again whose signature was revoked, which would undo the revocation', async () => {
    const before = push.readLock();
    push.emulated.signer.revokeProfile(push.profile());
    const result = await samples();
    expect(result).toMatchObject({ status: 4, stdout: '', stderr: expect.stringContaining('was revoked') as string });
    expect(push.readLock()).toBe(before);
    push.renewProfile();
  });

  it('says that the profile is cancelled, and does not change the lock', async () => {
    await publish('five');
    const before = push.readLock();
    push.emulated.signer.cancelProfile(push.profile());
    const result = await samples();
    expect(result).toMatchObject({ status: 4, stdout: '' });
    expect(result.stderr).toContain('the signing profile is cancelled, which cannot be undone');
    expect(push.readLock()).toBe(before);
  });
});
