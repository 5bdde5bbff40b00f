import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Builder } from '../../../../../adapters/builders/builder';
import type { WantedImage } from '../../../../../cli/commands/sign-and-push/plan';
import { aCopy, aRecipe, aWanted, digestOf, SIGNER } from '../images/sources';
import { BUILT, destination, FakeRun, FOREIGN, single } from './fake-run';

describe('runPlan', () => {
  let fake: FakeRun;

  beforeEach(() => {
    fake = new FakeRun();
  });

  afterEach(() => fake.remove());

  it('builds from the staged files, pushes, signs, and returns what to lock', async () => {
    await expect(fake.run(aWanted())).resolves.toMatchObject({
      done: 'pushed',
      locked: { digest: BUILT, repository: aWanted().repository, profileVersionArn: SIGNER.profileVersionArn },
    });
    expect(fake.calls).toEqual(['build with its files', 'push', 'sign']);
  });

  it('does nothing when the image is in the registry and signed', async () => {
    fake.put(destination(aWanted()), single(BUILT));
    fake.signed.add(BUILT);
    await expect(fake.run(aWanted(), {}, BUILT)).resolves.toMatchObject({ done: 'nothing' });
    expect(fake.calls).toEqual([]);
  });

  it('only signs when another version of the profile signed the image before', async () => {
    fake.put(destination(aWanted()), single(BUILT));
    fake.signedBefore.add(BUILT);
    await expect(fake.run(aWanted(), {}, BUILT)).resolves.toMatchObject({ done: 'signed' });
    expect(fake.calls).toEqual(['sign']);
  });

  it('only signs when a copy is in the registry without its signature', async () => {
    const image = aWanted({ source: aCopy(), manifests: 'any' });
    fake.put(destination(image), single(digestOf('c')));
    await expect(fake.run(image, {}, digestOf('c'))).resolves.toMatchObject({ done: 'signed' });
    expect(fake.calls).toEqual(['sign']);
  });

  it('builds a locked image again that has no signature, and signs it if it is the same', async () => {
    fake.put(destination(aWanted()), single(BUILT));
    await expect(fake.run(aWanted(), {}, BUILT)).resolves.toMatchObject({ done: 'signed' });
    expect(fake.calls).toEqual(['build with its files', 'sign']);
  });

  it('does not sign the digest of a stranger that an edited lock names', async () => {
    fake.put(destination(aWanted()), single(digestOf('f')));
    await expect(fake.run(aWanted(), {}, digestOf('f'))).rejects.toThrow(
      `expected ${BUILT}, found that the tag already names`,
    );
    expect(fake.calls).toEqual(['build with its files']);
  });

  it('compares a copy with its source, whatever the lock says', async () => {
    const image = aWanted({ source: aCopy(), manifests: 'any' });
    fake.put(destination(image), single(digestOf('f')));
    await expect(fake.run(image, {}, digestOf('f'))).rejects.toThrow(
      `expected ${digestOf('c')}, found that the tag already`,
    );
    expect(fake.calls).toEqual([]);
  });

  it.each<[string, WantedImage, Partial<Builder>]>([
    ['the copy', aWanted({ source: aCopy(), manifests: 'any' }), { copy: async () => digestOf('f') }],
    ['the build', aWanted(), { push: async () => digestOf('f') }],
  ])('does not sign what the registry has instead of %s', async (_what, image, overrides) => {
    fake.put('', single(digestOf('f')));
    await expect(fake.run(image, overrides)).rejects.toThrow(
      `in the registry, found ${digestOf('f')}: someone else pushed it`,
    );
    expect(fake.calls).not.toContain('sign');
  });

  it('builds from base images by digest, and locks their digests', async () => {
    const dockerfile = { path: 'Dockerfile', content: Buffer.from('FROM base:1\n'), executable: false };
    const bases = [{ reference: 'base:1', digest: digestOf('a') }];
    let staged = '';
    const build: Builder['build'] = async ({ context }) => {
      staged = readFileSync(join(context, 'Dockerfile'), 'utf8');
      return { location: 'here', digest: BUILT, bytes: 10 };
    };
    const { locked } = await fake.run(aWanted({ source: aRecipe({ files: [dockerfile], bases }) }), { build });
    expect(staged).toBe(`FROM docker.io/library/base@${digestOf('a')}\n`);
    expect(locked).toMatchObject({ bases: { 'base:1': digestOf('a') } });
  });

  it('pushes again an image that is locked but no longer in the registry', async () => {
    await expect(fake.run(aWanted(), {}, BUILT)).resolves.toMatchObject({ done: 'pushed' });
    expect(fake.calls).toEqual(['build with its files', 'push', 'sign']);
  });

  it('does not push what an earlier run pushed', async () => {
    fake.put(destination(aWanted()), single(BUILT));
    await expect(fake.run(aWanted())).resolves.toMatchObject({ done: 'pushed' });
    expect(fake.calls).toEqual(['build with its files', 'sign']);
  });

  it.each([
    ['what was locked', BUILT],
    ['what was built', undefined],
  ])('refuses, and does not sign, a tag that names another image than %s', async (_what, known) => {
    fake.put(destination(aWanted()), single(digestOf('f')));
    await expect(fake.run(aWanted(), {}, known)).rejects.toMatchObject({ code: 'refused' });
    expect(fake.calls).not.toContain('push');
    expect(fake.calls).not.toContain('sign');
  });

  it('refuses a tag that names another image than the one to copy', async () => {
    const image = aWanted({ source: aCopy(), manifests: 'any' });
    fake.put(destination(image), single(digestOf('f')));
    await expect(fake.run(image)).rejects.toThrow(`found that the tag already names ${digestOf('f')}`);
    expect(fake.calls).toEqual([]);
  });

  it('refuses an index for the verifier, and does not sign it', async () => {
    const index = { ...single(BUILT), platforms: [{ digest: digestOf('d'), platform: 'linux/amd64' }] };
    const push: Builder['push'] = async (_image, to) => fake.put(to, index);
    await expect(fake.run(aWanted(), { push })).rejects.toThrow('expected one manifest, since Lambda rejects an index');
    expect(fake.calls).not.toContain('sign');
  });

  it('signs a foreign canary image with its own profile, locks that, and does nothing the next time', async () => {
    const image = aWanted({ name: 'canary-foreign', signatures: 'foreign' });
    await expect(fake.run(image)).resolves.toMatchObject({
      done: 'pushed',
      locked: { profileVersionArn: FOREIGN.profileVersionArn },
    });
    expect(fake.calls).toEqual(['build with its files', 'push', 'sign foreign']);
    await expect(fake.run(image, {}, BUILT)).resolves.toMatchObject({ done: 'nothing' });
    expect(fake.calls).toHaveLength(3);
  });

  it('neither builds nor signs a locked canary image whose signature was revoked, not even with a new version of the profile', async () => {
    const image = aWanted({ name: 'canary-revoked', signatures: 'revoked' });
    fake.signer = { ...SIGNER, profileVersionArn: `${SIGNER.profileArn}/c1D2e3F4g5` };
    fake.put(destination(image), single(BUILT));
    fake.revoked.add(BUILT);
    await expect(fake.run(image, {}, BUILT)).resolves.toMatchObject({
      done: 'nothing',
      locked: { profileVersionArn: SIGNER.profileVersionArn },
    });
    expect(fake.calls).toEqual([]);
  });

  it('signs nothing when the image is unsigned on purpose', async () => {
    const image = aWanted({ source: aCopy(), signatures: 'none', manifests: 'any' });
    await expect(fake.run(image)).resolves.toMatchObject({
      locked: { profileVersionArn: null, digest: digestOf('c') },
    });
    expect(fake.calls).toEqual([`copy public.ecr.aws/team/app@${digestOf('c')}`]);
  });

  it('stops when the registry does not have what was pushed', async () => {
    await expect(fake.run(aWanted(), { push: async () => BUILT })).rejects.toMatchObject({ code: 'temporary' });
  });
});
