import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FUNCTIONS, functionBundle } from '../../../../../contracts/functions/functions';
import { declaredArguments } from '../../../../../cli/commands/sign-and-push/images/build-recipes';
import { inputsHash } from '../../../../../cli/commands/sign-and-push/images/image-inputs';
import {
  resolvingBy,
  wantedImages,
  type WantedSettings,
} from '../../../../../cli/commands/sign-and-push/images/wanted-images';
import type { WantedImage } from '../../../../../cli/commands/sign-and-push/plan';
import { aDeployment } from '../../../../support/deployment/deployment';
import { digestOf, HOST, SIGNER } from './sources';

const SAMPLE = { subnets: ['subnet-0123456789abcdef0'] };
const POLICIES = {
  all: { repositories: [`${HOST}/*`], signers: [SIGNER.profileArn] },
};

const sampled = (image?: object, overrides: object = {}) =>
  aDeployment({ policies: POLICIES, sample: { ...SAMPLE, ...(image && { image }) }, ...overrides });

/** Bundles of one byte: real ones take seconds. */
const BUNDLES = FUNCTIONS.map((name) => ({
  name,
  packages: [],
  file: { path: functionBundle(name), content: Buffer.from('b'), executable: false },
}));

const wanted = (
  deployment = sampled(),
  names: readonly string[] = [],
  given: Readonly<Record<string, string>> = {},
  settings: Partial<WantedSettings> = {},
) =>
  wantedImages(deployment, {
    names,
    given,
    resolve: async () => digestOf('c'),
    bundle: async () => BUNDLES,
    pinnedBases: () => ({}),
    ...settings,
  });

const basesOf = ({ source }: WantedImage) => (source.kind === 'build' ? source.bases : undefined);

describe('wantedImages', () => {
  it('returns the verifier and both samples, each with its repository', async () => {
    const images = await wanted();
    expect(
      images.map(({ name, repository, signatures, manifests }) => [name, repository, signatures, manifests]),
    ).toEqual([
      ['verifier', `${HOST}/dev-image-trust`, 'one', 'one'],
      ['sample-signed', `${HOST}/dev-sample/signed`, 'one', 'any'],
      ['sample-unsigned', `${HOST}/dev-sample/unsigned`, 'none', 'any'],
    ]);
  });

  it("builds the verifier from its bundle and its folder only, for the deployment's architecture and memory", async () => {
    const launch = { memoryMegabytes: 3008 };
    const [verifier] = await wanted(sampled(undefined, { architecture: 'arm64', launch }), ['verifier']);
    expect(verifier?.source).toMatchObject({
      kind: 'build',
      platform: 'linux/arm64',
      arguments: { MEMORY_MEGABYTES: '3008' },
    });
    const files = verifier?.source.kind === 'build' ? verifier.source.files.map(({ path }) => path) : [];
    expect(files).toEqual([
      ...FUNCTIONS.map(functionBundle),
      'images/verifier/Dockerfile',
      'images/verifier/code-cache/exec-wrapper.sh',
      'images/verifier/code-cache/function.js',
      'images/verifier/code-cache/load-bundle.js',
      'images/verifier/code-cache/make-caches.js',
      'images/verifier/go.mod',
      'images/verifier/go.sum',
      'images/verifier/root-certificate/main.go',
    ]);
  });

  it("uses GovCloud's root certificate in GovCloud", async () => {
    const gov = aDeployment({
      region: 'us-gov-west-1',
      policies: {
        all: {
          repositories: ['111122223333.dkr.ecr.us-gov-west-1.amazonaws.com/*'],
          signers: ['arn:aws-us-gov:signer:us-gov-west-1:111122223333:/signing-profiles/dev'],
        },
      },
    });
    const [verifier] = await wanted(gov);
    expect(verifier?.source).toMatchObject({
      arguments: { ROOT_CERTIFICATE_SHA256: '673653ab76f41a10546cdeb4107ecd6df2c15c2c9a0d32ed97d271b4436fc3e8' },
    });
  });

  it('builds samples whose variants differ', async () => {
    const images = await wanted(sampled({ build: 'images/sample' }), ['sample-signed', 'sample-unsigned']);
    expect(images.map(({ source }) => source)).toMatchObject([
      { kind: 'build', dockerfile: 'Dockerfile', arguments: { VARIANT: 'signed' } },
      { kind: 'build', dockerfile: 'Dockerfile', arguments: { VARIANT: 'unsigned' } },
    ]);
  });

  it('refuses to build from a folder that a link places outside of the project', async () => {
    const [project, outside, home] = [mkdtempSync(join(tmpdir(), 'project-')), tmpdir(), process.cwd()];
    symlinkSync(outside, join(project, 'linked'));
    process.chdir(project);
    try {
      await expect(wanted(sampled({ build: 'linked' }), ['sample-signed'])).rejects.toThrow(
        `linked: expected a folder of the project, found a link to ${realpathSync(outside)}`,
      );
    } finally {
      process.chdir(home);
      rmSync(project, { recursive: true });
    }
  });

  it('copies the digest in the deployment file, or else the one that the source names now', async () => {
    const [named] = await wanted(sampled({ copy: `quay.io/a/b@${digestOf('e')}` }), ['sample-signed']);
    expect(named?.source).toMatchObject({ digest: digestOf('e') });
    const [resolved] = await wanted(sampled({ copy: 'quay.io/a/b:1' }), ['sample-signed']);
    expect(resolved?.source).toMatchObject({ digest: digestOf('c') });
  });

  it('passes a build argument to the Dockerfiles that declare it, and refuses one that none declares', async () => {
    const [verifier, sample] = await wanted(sampled({ build: 'images/sample' }), ['verifier', 'sample-signed'], {
      NODE_BASE: 'n',
    });
    expect(verifier?.source).toMatchObject({ arguments: { NODE_BASE: 'n' } });
    expect(sample?.source).not.toHaveProperty('arguments.NODE_BASE');
    await expect(wanted(sampled(), ['verifier'], { NODE: 'n' })).rejects.toThrow('found NODE');
    expect(declaredArguments('ARG A=1\nFROM x\n  ARG B\n# ARG C\nRUN ARG D\n')).toEqual(['A', 'B']);
  });

  describe('resolves base images to digests', () => {
    const [GO, NODE] = ['public.ecr.aws/docker/library/golang:1.26-bookworm', 'public.ecr.aws/lambda/nodejs:22'];

    it('of all that the Dockerfile names, each once for all images', async () => {
      const calls: string[] = [];
      const resolve = async (reference: string) => {
        calls.push(reference);
        return digestOf('c');
      };
      const images = await wanted(sampled({ build: 'images/sample' }), [], {}, { resolve });
      expect(images.map(basesOf)).toEqual([
        [GO, NODE].map((reference) => ({ reference, digest: digestOf('c') })),
        ...[1, 2].map(() => [{ reference: 'public.ecr.aws/docker/library/httpd:2.4', digest: digestOf('c') }]),
      ]);
      expect(calls).toHaveLength(3);
    });

    it('unless the lock has a digest for the reference', async () => {
      const pinnedBases = (image: string) => (image === 'verifier' ? { [GO]: digestOf('a') } : {});
      const [verifier] = await wanted(sampled(), ['verifier'], {}, { pinnedBases });
      expect(verifier && basesOf(verifier)).toEqual([
        { reference: GO, digest: digestOf('a') },
        { reference: NODE, digest: digestOf('c') },
      ]);
    });

    it('unless the reference has one', async () => {
      const given = { NODE_BASE: `node:22@${digestOf('d')}` };
      const [verifier] = await wanted(sampled(), ['verifier'], given);
      expect(verifier && basesOf(verifier)).toContainEqual({ reference: given.NODE_BASE, digest: digestOf('d') });
    });

    it('but not in a dry run, where the inputs are not known then', async () => {
      const [verifier] = await wanted(sampled(), ['verifier'], {}, { resolve: async () => undefined });
      expect(verifier && inputsHash(verifier.source)).toBeUndefined();
    });

    it('and refuses a build argument that names no image', async () => {
      await expect(wanted(sampled(), ['verifier'], { NODE_BASE: 'Not/An/Image' })).rejects.toThrow(
        'Not/An/Image: expected the base image of a build: ',
      );
    });
  });

  it('refuses an image that the deployment does not have', async () => {
    await expect(wanted(aDeployment(), ['sample-signed'])).rejects.toThrow(
      '--image: expected verifier, found sample-signed',
    );
  });

  it('refuses to copy an image that does not exist', async () => {
    await expect(resolvingBy(async () => undefined)('quay.io/a/b:1')).rejects.toMatchObject({ code: 'refused' });
  });
});
