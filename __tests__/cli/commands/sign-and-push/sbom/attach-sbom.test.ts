import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Builder, RemoteManifest } from '../../../../../adapters/builders/builder';
import type { AttachArtifact } from '../../../../../adapters/oci/attach-artifact';
import type { LockedImage } from '../../../../../contracts/lock/lock';
import { planImages } from '../../../../../cli/commands/sign-and-push/plan';
import { runPlan, type ImageResult } from '../../../../../cli/commands/sign-and-push/run/run-plan';
import { untrusted, type Digest, type Verdict } from '../../../../../verification';
import { aRecipe, aWanted, digestOf, SIGNER } from '../images/sources';

const BUILT = digestOf('b');
const SBOM = digestOf('5');
const PLUGIN = 'notation-com.amazonaws.signer.notation.plugin';
const MODULES = ['notation', PLUGIN].map((file) => `${file}: go1.24.1\n\tmod\texample.com/${file}\tv1.0.0\th1:x=\n`);
const WANTED = aWanted({
  source: aRecipe({
    files: [
      { path: 'Dockerfile', content: Buffer.from('FROM scratch\n'), executable: false },
      { path: 'dist/functions/launch.js', content: Buffer.from('bundle'), executable: false },
    ],
    bundles: [{ name: 'launch', packages: [{ name: 'zod', version: '4.0.0', license: 'MIT' }] }],
  }),
});
const single = (digest: Digest): RemoteManifest => ({ digest, mediaType: 'm', bytes: 10, platforms: undefined });

describe('the SBOM of an image', () => {
  let scratch: string;
  let calls: string[];
  let registry: Map<string, RemoteManifest>;
  let signed: Set<string>;
  let attached: string;
  let modules: string;

  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'attach-sbom-'));
    [calls, registry, signed, attached, modules] = [[], new Map(), new Set(), '', MODULES.join('')];
  });

  afterEach(() => rmSync(scratch, { recursive: true }));

  const put = (reference: string, digest: Digest): Digest => {
    const manifest: RemoteManifest =
      digest === SBOM
        ? { ...single(digest), artifactType: 'application/vnd.cyclonedx+json', subject: BUILT }
        : single(digest);
    registry.set(reference, manifest).set(`${WANTED.repository}@${digest}`, manifest);
    return digest;
  };

  const builder: Builder = {
    name: 'buildah',
    build: async () => {
      calls.push('build');
      return { location: 'here', digest: BUILT, bytes: 10 };
    },
    exportStage: async (_image, stage) => {
      calls.push(`export ${stage}`);
      const directory = join(scratch, stage);
      mkdirSync(directory);
      writeFileSync(join(directory, 'modules.txt'), modules);
      for (const file of ['notation', PLUGIN]) writeFileSync(join(directory, file), file);
      return directory;
    },
    push: async (_image, destination) => put(destination, BUILT),
    copy: () => Promise.reject(new Error('nothing is copied here')),
    inspect: async (reference) => registry.get(reference),
  };

  const attach: AttachArtifact = async (subject, { content, mediaType }) => {
    calls.push(`attach ${mediaType} to ${subject.split('@')[1] ?? ''}`);
    attached = content;
    return put('', SBOM);
  };

  const run = (locked?: LockedImage): Promise<ImageResult> => {
    const [plan] = planImages([WANTED], { images: locked === undefined ? {} : { verifier: locked } }, SIGNER);
    if (plan === undefined) throw new Error('expected a plan');
    const verify = async ({ digest }: { readonly digest: Digest }): Promise<Verdict> =>
      signed.has(digest) ? { kind: 'trusted', policy: 'p', signatures: [], detail: '' } : untrusted('unsigned', '');
    const sign = async ({ digest }: { readonly digest: Digest }): Promise<void> => {
      calls.push(`sign ${digest === SBOM ? 'SBOM' : 'image'}`);
      signed.add(digest);
    };
    const progress = { say: () => undefined, step: <T>({ work }: { readonly work: () => Promise<T> }) => work() };
    return runPlan(plan, { builder, attach, signer: SIGNER, scratch, progress, sign, verify, verifyByProfile: verify });
  };

  const attaching = ['export programs', `attach application/vnd.cyclonedx+json to ${BUILT}`, 'sign SBOM'];

  it('is attached to the pushed digest and signed, and its digest goes into the lock', async () => {
    await expect(run()).resolves.toMatchObject({ done: 'pushed', locked: { digest: BUILT, sbom: SBOM } });
    expect(calls).toEqual(['build', 'sign image', ...attaching]);
    const { metadata, components } = JSON.parse(attached) as { metadata: object; components: { name: string }[] };
    expect(metadata).toMatchObject({ component: { version: BUILT } });
    expect(components.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['zod', 'example.com/notation', `example.com/${PLUGIN}`, '/opt/notation/notation']),
    );
  });

  it('is left alone when it is attached and signed', async () => {
    const { locked } = await run();
    calls = [];
    await expect(run(locked)).resolves.toEqual({ done: 'nothing', locked });
    expect(calls).toEqual([]);
  });

  it('is made from a new build before it is signed again', async () => {
    const { locked } = await run();
    [calls, signed] = [[], new Set([BUILT])];
    rmSync(join(scratch, 'programs'), { recursive: true });
    await expect(run(locked)).resolves.toEqual({ done: 'signed', locked });
    expect(calls).toEqual(['build', ...attaching]);
  });

  it.each<[string, Partial<RemoteManifest>]>([
    ['something else', { artifactType: 'application/vnd.other' }],
    ['an image', { artifactType: undefined, subject: undefined }],
    ['the SBOM of another image', { subject: digestOf('e') }],
  ])('is not signed when an edited lock names %s as the SBOM', async (_title, changed) => {
    const { locked } = await run();
    const [other, manifest] = [digestOf('d'), registry.get(`${WANTED.repository}@${SBOM}`) ?? single(SBOM)];
    registry.set(`${WANTED.repository}@${other}`, { ...manifest, ...changed, digest: other });
    calls = [];
    await expect(run({ ...locked, sbom: other })).rejects.toThrow(
      `expected an SBOM (application/vnd.cyclonedx+json) of ${BUILT}`,
    );
    expect(calls).toEqual([]);
  });

  it('is replaced by one of our own when an edited lock names the SBOM of a stranger', async () => {
    const { locked } = await run();
    const [other, manifest] = [digestOf('d'), registry.get(`${WANTED.repository}@${SBOM}`) ?? single(SBOM)];
    registry.set(`${WANTED.repository}@${other}`, { ...manifest, digest: other });
    rmSync(join(scratch, 'programs'), { recursive: true });
    const result = await run({ ...locked, sbom: other });
    expect(result.locked).toEqual(locked);
    expect(signed).not.toContain(other);
  });

  it.each([
    ['the lock does not name it', (locked: LockedImage): LockedImage => ({ ...locked, sbom: undefined })],
    [
      'the registry does not have it',
      (locked: LockedImage): LockedImage => {
        registry.delete(`${WANTED.repository}@${SBOM}`);
        return locked;
      },
    ],
  ])('is made from a new build of the same image when %s', async (_title, lose) => {
    const { locked } = await run();
    const known = lose(locked);
    [calls, signed] = [[], new Set([BUILT])];
    rmSync(join(scratch, 'programs'), { recursive: true });
    await expect(run(known)).resolves.toEqual({ done: 'sbom-attached', locked });
    expect(calls).toEqual(['build', ...attaching]);
  });

  it('is not made from a build that differs from the pushed image', async () => {
    const { locked } = await run();
    const other = digestOf('e');
    put(`${WANTED.repository}:${locked.tag}`, other);
    await expect(run({ ...locked, digest: other, sbom: undefined })).rejects.toThrow(
      `expected ${BUILT}, found that the tag already names ${other}`,
    );
  });

  it('is not made when a program lacks the list of its modules', async () => {
    modules = MODULES[0] ?? '';
    await expect(run()).rejects.toThrow(`expected the modules of ${PLUGIN} in modules.txt, found none`);
  });
});
