import { createHash } from 'node:crypto';
import { parseRemoteManifest } from '../../../adapters/builders/remote-manifest';

const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;

const image = JSON.stringify({
  schemaVersion: 2,
  config: { digest: digest('a'), size: 10 },
  layers: [
    { digest: digest('b'), size: 200 },
    { digest: digest('c'), size: 3000 },
  ],
});

const index = JSON.stringify({
  schemaVersion: 2,
  mediaType: 'application/vnd.docker.distribution.manifest.list.v2+json',
  manifests: [
    { digest: digest('a'), size: 1, platform: { os: 'linux', architecture: 'amd64' } },
    { digest: digest('b'), size: 2, platform: { os: 'linux', architecture: 'arm', variant: 'v7' } },
    { digest: digest('c'), size: 3, platform: { os: 'unknown', architecture: 'unknown' } },
    { digest: digest('d'), size: 4, annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } },
  ],
});

describe('parseRemoteManifest', () => {
  it('hashes the bytes itself, and adds up the sizes of configuration and layers', () => {
    expect(parseRemoteManifest('r:1', image)).toEqual({
      digest: digestOf(image),
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      bytes: 3210,
      platforms: undefined,
    });
  });

  it('lists the platforms of an index, without attestations', () => {
    expect(parseRemoteManifest('r:1', index)).toMatchObject({
      digest: digestOf(index),
      mediaType: 'application/vnd.docker.distribution.manifest.list.v2+json',
      platforms: [
        { digest: digest('a'), platform: 'linux/amd64' },
        { digest: digest('b'), platform: 'linux/arm/v7' },
      ],
    });
  });

  it('says what a manifest is attached to, and as what', () => {
    const subject = { digest: digest('e'), size: 5 };
    const attached = JSON.stringify({ ...(JSON.parse(image) as object), artifactType: 'a/b', subject });
    expect(parseRemoteManifest('r:1', attached)).toMatchObject({ artifactType: 'a/b', subject: digest('e') });
  });

  it('refuses bytes that do not hash to the requested digest', () => {
    expect(() => parseRemoteManifest(`r@${digest('f')}`, image)).toThrow(
      `the registry returned bytes that hash to ${digestOf(image)}`,
    );
    expect(parseRemoteManifest(`r@${digestOf(image)}`, image)).toMatchObject({ digest: digestOf(image) });
  });

  it.each(['', 'no JSON', '{}', '{"manifests":[{"digest":"sha256:short","size":1}]}'])(
    'refuses what is not a manifest: %j',
    (text) => {
      expect(() => parseRemoteManifest('r:1', text)).toThrow('expected the manifest of an image or an index');
    },
  );
});
