import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Builder, RemoteManifest } from '../../../../../adapters/builders/builder';
import { planImages, type WantedImage } from '../../../../../cli/commands/sign-and-push/plan';
import { runPlan } from '../../../../../cli/commands/sign-and-push/run/run-plan';
import { untrusted, type Digest, type Verdict } from '../../../../../verification';
import { aCopy, aWanted, digestOf, SIGNER } from '../images/sources';

const BUILT = digestOf('b');
const single = (digest: Digest): RemoteManifest => ({ digest, mediaType: 'm', bytes: 10, platforms: undefined });
const SILENT = { say: () => undefined, step: <T>({ work }: { readonly work: () => Promise<T> }) => work() };

describe('runPlan', () => {
  let scratch: string;
  let calls: string[];
  let registry: Map<string, RemoteManifest>;
  let signed: Set<string>;

  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'scratch-'));
    [calls, registry, signed] = [[], new Map(), new Set()];
  });

  afterEach(() => rmSync(scratch, { recursive: true }));

  const put = (destination: string, manifest: RemoteManifest): Digest => {
    registry.set(destination, manifest);
    registry.set(`${destination.split(':')[0] ?? ''}@${manifest.digest}`, manifest);
    return manifest.digest;
  };

  const builder = (overrides: Partial<Builder> = {}): Builder => ({
    name: 'buildah',
    build: async ({ context, dockerfile }) => {
      calls.push(`build ${existsSync(join(context, dockerfile)) ? 'with' : 'without'} its files`);
      return { location: 'here', digest: BUILT, bytes: 10 };
    },
    exportStage: () => Promise.reject(new Error('no stage is exported here')),
    push: async (_image, destination) => {
      calls.push('push');
      return put(destination, single(BUILT));
    },
    copy: async (source, destination) => {
      calls.push(`copy ${source}`);
      return put(destination, single(digestOf('c')));
    },
    inspect: async (reference) => registry.get(reference),
    ...overrides,
  });

  const run = (image: WantedImage, overrides: Partial<Builder> = {}, known?: Digest) => {
    const [bare] = planImages([image], { images: {} }, SIGNER);
    if (bare?.inputs === undefined || bare.tag === undefined) throw new Error('expected a plan with inputs');
    const { inputs, tag } = bare;
    const entry = {
      repository: image.repository,
      tag,
      inputs,
      digest: known ?? '',
      profileVersionArn: SIGNER.profileVersionArn,
    };
    const locked = { images: known === undefined ? {} : { [image.name]: entry } };
    const [plan = bare] = planImages([image], locked, SIGNER);
    const verify = async ({ digest }: { readonly digest: Digest }): Promise<Verdict> =>
      signed.has(digest) ? { kind: 'trusted', policy: 'p', signatures: [], detail: '' } : untrusted('unsigned', '');
    const sign = async ({ digest }: { readonly digest: Digest }): Promise<void> => {
      calls.push('sign');
      signed.add(digest);
    };
    const attach = () => Promise.reject(new Error('no SBOM is attached here'));
    return runPlan(plan, {
      builder: builder(overrides),
      signer: SIGNER,
      scratch,
      progress: SILENT,
      sign,
      verify,
      attach,
    });
  };

  const destination = (image: WantedImage): string => planImages([image], { images: {} }, SIGNER)[0]?.destination ?? '';

  it('builds from the staged files, pushes, signs, and returns what to lock', async () => {
    await expect(run(aWanted())).resolves.toMatchObject({
      done: 'pushed',
      locked: { digest: BUILT, repository: aWanted().repository, profileVersionArn: SIGNER.profileVersionArn },
    });
    expect(calls).toEqual(['build with its files', 'push', 'sign']);
  });

  it('does nothing when the image is in the registry and signed', async () => {
    put(destination(aWanted()), single(BUILT));
    signed.add(BUILT);
    await expect(run(aWanted(), {}, BUILT)).resolves.toMatchObject({ done: 'nothing' });
    expect(calls).toEqual([]);
  });

  it('only signs when the image is in the registry without its signature', async () => {
    put(destination(aWanted()), single(BUILT));
    await expect(run(aWanted(), {}, BUILT)).resolves.toMatchObject({ done: 'signed' });
    expect(calls).toEqual(['sign']);
  });

  it('pushes again an image that is locked but no longer in the registry', async () => {
    await expect(run(aWanted(), {}, BUILT)).resolves.toMatchObject({ done: 'pushed' });
    expect(calls).toEqual(['build with its files', 'push', 'sign']);
  });

  it('does not push what an earlier run pushed', async () => {
    put(destination(aWanted()), single(BUILT));
    await expect(run(aWanted())).resolves.toMatchObject({ done: 'pushed' });
    expect(calls).toEqual(['build with its files', 'sign']);
  });

  it.each([
    ['what was locked', BUILT],
    ['what was built', undefined],
  ])('refuses, and does not sign, a tag that names another image than %s', async (_what, known) => {
    put(destination(aWanted()), single(digestOf('f')));
    await expect(run(aWanted(), {}, known)).rejects.toMatchObject({ code: 'refused' });
    expect(calls).not.toContain('push');
    expect(calls).not.toContain('sign');
  });

  it('refuses a tag that names another image than the one to copy', async () => {
    const image = aWanted({ source: aCopy(), manifests: 'any' });
    put(destination(image), single(digestOf('f')));
    await expect(run(image)).rejects.toThrow(`found that the tag already names ${digestOf('f')}`);
    expect(calls).toEqual([]);
  });

  it('refuses an index for the verifier, and does not sign it', async () => {
    const index = { ...single(BUILT), platforms: [{ digest: digestOf('d'), platform: 'linux/amd64' }] };
    const push: Builder['push'] = async (_image, to) => put(to, index);
    await expect(run(aWanted(), { push })).rejects.toThrow('expected one manifest, since Lambda rejects an index');
    expect(calls).not.toContain('sign');
  });

  it('signs nothing when the image is unsigned on purpose', async () => {
    const image = aWanted({ source: aCopy(), signatures: 'none', manifests: 'any' });
    await expect(run(image)).resolves.toMatchObject({ locked: { profileVersionArn: null, digest: digestOf('c') } });
    expect(calls).toEqual([`copy public.ecr.aws/team/app@${digestOf('c')}`]);
  });

  it('stops when the registry does not have what was pushed', async () => {
    await expect(run(aWanted(), { push: async () => BUILT })).rejects.toMatchObject({ code: 'temporary' });
  });
});
