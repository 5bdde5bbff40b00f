import { inputsHash, pinnedSource, tagFor } from '../../../../cli/commands/sign-and-push/images/image-inputs';
import { planImages, type WantedImage } from '../../../../cli/commands/sign-and-push/plan';
import { renderPlan } from '../../../../cli/commands/sign-and-push/render-plan';
import type { LockedImage } from '../../../../contracts/lock/lock';
import { aCopy, aRecipe, aWanted, digestOf, HOST, SIGNER } from './images/sources';

const file = (content: string, executable = false, path = 'Dockerfile') => ({
  path,
  content: Buffer.from(content),
  executable,
});

describe('inputsHash', () => {
  it.each([
    ['a byte of a file', aRecipe({ files: [file('FROM scratch \n')] })],
    ['the name of a file', aRecipe({ files: [file('FROM scratch\n', false, 'Other')] })],
    ['the permission to run a file', aRecipe({ files: [file('FROM scratch\n', true)] })],
    ['a build argument', aRecipe({ arguments: { BASE: 'base:2' } })],
    ['the platform', aRecipe({ platform: 'linux/arm64' })],
    ['the Dockerfile', aRecipe({ dockerfile: 'other/Dockerfile' })],
    ['the digest of a base image', aRecipe({ bases: [{ reference: 'base:1', digest: digestOf('b') }] })],
    ['copying instead of building', aCopy()],
  ])('changes with %s', (_what, source) => {
    expect(inputsHash(source)).toMatch(/^[0-9a-f]{64}$/);
    expect(inputsHash(source)).not.toBe(inputsHash(aRecipe()));
  });

  it('is not known while the digest of a base image is not', () => {
    expect(inputsHash(aRecipe({ bases: [{ reference: 'base:1', digest: undefined }] }))).toBeUndefined();
  });

  it('is the same for the same inputs, whatever the order of the build arguments', () => {
    const [one, other] = [aRecipe({ arguments: { A: '1', B: '2' } }), aRecipe({ arguments: { B: '2', A: '1' } })];
    expect(inputsHash(one)).toBe(inputsHash(other));
  });

  it('of a copy depends on what the source names, not on how it is named', () => {
    expect(inputsHash(aCopy({ from: 'public.ecr.aws/team/app:1' }))).toBe(inputsHash(aCopy()));
    expect(inputsHash(aCopy({ digest: digestOf('d') }))).not.toBe(inputsHash(aCopy()));
    expect(inputsHash(aCopy({ digest: undefined }))).toBeUndefined();
  });

  it('gives the tag: its first 20 digits', () => {
    expect(tagFor('0123456789abcdef'.repeat(4))).toBe('0123456789abcdef0123');
  });
});

describe('planImages', () => {
  const plan = (image: WantedImage, locked?: LockedImage) => {
    const [only] = planImages([image], { images: locked === undefined ? {} : { [image.name]: locked } }, SIGNER);
    if (only === undefined) throw new Error('expected a plan');
    return only;
  };

  const lockedFor = (image: WantedImage, overrides: Partial<LockedImage> = {}): LockedImage => {
    const inputs = inputsHash(image.source) ?? '';
    const { profileVersionArn } = SIGNER;
    return {
      repository: image.repository,
      tag: tagFor(inputs),
      digest: digestOf('e'),
      inputs,
      profileVersionArn,
      ...overrides,
    };
  };

  it('builds, pushes to a tag computed from the inputs, refuses an index, signs, verifies and locks', () => {
    const image = aWanted();
    const destination = `${HOST}/dev-image-trust:${(inputsHash(image.source) ?? '').slice(0, 20)}`;
    expect(plan(image)).toMatchObject({ destination, known: undefined });
    expect(plan(image).steps).toEqual([
      { kind: 'build', dockerfile: 'Dockerfile', platform: 'linux/amd64', files: 1 },
      { kind: 'push', destination },
      { kind: 'refuse-index' },
      { kind: 'sign', profileArn: SIGNER.profileArn },
      { kind: 'verify', profileVersionArn: SIGNER.profileVersionArn },
      { kind: 'lock' },
    ]);
  });

  it.each([
    ['a new base image', digestOf('a'), undefined, `base      base:1 at ${digestOf('a')}`],
    ['a base image that stays', digestOf('a'), digestOf('a'), `base      base:1 at ${digestOf('a')}`],
    ['a base image that moves', digestOf('a'), digestOf('b'), `base      base:1: ${digestOf('b')} → ${digestOf('a')}`],
    ['a dry run', undefined, undefined, 'base      base:1 at the digest that it names when this runs'],
    [
      'a dry run that moves it',
      undefined,
      digestOf('b'),
      `base      base:1: ${digestOf('b')} → the digest that it names when this runs`,
    ],
  ])('shows %s', (_what, digest, locked, line) => {
    const image = aWanted({ source: aRecipe({ bases: [{ reference: 'base:1', digest }] }) });
    const planned = plan(image, locked && lockedFor(aWanted(), { bases: { 'base:1': locked } }));
    expect(planned.steps).toContainEqual({ kind: 'base', reference: 'base:1', digest, locked });
    expect(renderPlan([planned]).split('\n  ')).toContain(line);
  });

  it('copies by digest, never by tag, since a tag could move meanwhile', () => {
    const image = aWanted({ source: aCopy(), manifests: 'any' });
    expect(plan(image).steps[0]).toMatchObject({ kind: 'copy', from: `public.ecr.aws/team/app@${digestOf('c')}` });
    expect(pinnedSource(aCopy({ from: 'nginx:1' }))).toBe(`docker.io/library/nginx@${digestOf('c')}`);
  });

  it('plans no signature for an image that is unsigned on purpose', () => {
    const kinds = plan(aWanted({ signatures: 'none', manifests: 'any' })).steps.map(({ kind }) => kind);
    expect(kinds).toEqual(['build', 'push', 'leave-unsigned', 'lock']);
  });

  it('attaches an SBOM when the packages of the bundle are known', () => {
    const packages = [{ name: 'zod', version: '4.0.0', license: 'MIT' }];
    const planned = plan(aWanted({ source: aRecipe({ bundles: [{ name: 'launch', packages }] }) }));
    expect(planned.steps.slice(-2)).toEqual([{ kind: 'attach-sbom', packages: 1 }, { kind: 'lock' }]);
    expect(renderPlan([planned])).toContain('attach    an SBOM (CycloneDX) of the bundled packages (1)');
  });

  it('first checks whether the locked image of the same inputs is still there', () => {
    const image = aWanted();
    const locked = lockedFor(image);
    expect(plan(image, locked)).toMatchObject({
      known: locked,
      steps: [{ kind: 'check-known', digest: locked.digest }, {}, {}, {}, {}, {}, {}],
    });
  });

  it.each<[string, Partial<LockedImage>]>([
    ['other inputs', { inputs: '0'.repeat(64) }],
    ['another repository', { repository: `${HOST}/elsewhere` }],
    ['another tag than its inputs give', { tag: 'latest' }],
    ['no signature', { profileVersionArn: null }],
  ])('ignores a locked image with %s', (_what, overrides) => {
    const image = aWanted();
    expect(plan(image, lockedFor(image, overrides)).known).toBeUndefined();
  });

  it('keeps a locked image that another version of the profile signed, since it only needs another signature', () => {
    const image = aWanted();
    const profileVersionArn = `${SIGNER.profileArn}/Z9Y8x7W6v5`;
    expect(plan(image, lockedFor(image, { profileVersionArn })).known).toMatchObject({ profileVersionArn });
  });

  it('has no tag for a copy before the source is resolved, and says so', () => {
    const unknown = plan(aWanted({ source: aCopy({ digest: undefined }), manifests: 'any' }));
    expect(unknown).toMatchObject({ inputs: undefined, tag: undefined, known: undefined });
    expect(renderPlan([unknown])).toContain(
      'copy      public.ecr.aws/team/app:latest, with every platform that it lists',
    );
  });

  it('is printed step by step', () => {
    const image = aWanted();
    const lines = renderPlan([plan(image, lockedFor(image))]).split('\n');
    expect(lines.map((line) => line.trim().split(' ')[0])).toEqual([
      'verifier',
      'check',
      'build',
      'push',
      'check',
      'sign',
      'verify',
      'lock',
      '',
    ]);
    expect(renderPlan([plan(aWanted({ signatures: 'none' }))])).toContain('this image stays unsigned on purpose');
  });
});
