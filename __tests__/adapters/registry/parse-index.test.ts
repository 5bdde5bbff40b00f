import { parseIndex } from '../../../adapters/registry/parse-index';
import { aSignature, digestOf, IMAGE_TYPE, indexOf } from '../../support/registry/registry-content';

const parse = (text: string) => parseIndex(Buffer.from(text));

describe('parseIndex', () => {
  it('returns descriptors with platform and annotations', () => {
    const arm = {
      digest: digestOf('arm'),
      mediaType: IMAGE_TYPE,
      size: 7,
      platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
    };
    expect(parse(indexOf([arm, aSignature(1)]))).toEqual([arm, aSignature(1)]);
  });

  it.each([['null'], ['[]'], ['{}'], ['{"manifests":{}}'], ['index'], ['']])('returns undefined for %j', (text) => {
    expect(parse(text)).toBeUndefined();
  });

  it.each([
    ['a digest of another algorithm', { digest: 'sha512:00' }],
    ['no size', { size: undefined }],
    ['a size that is no number of bytes', { size: 1.5 }],
    ['a media type that is no text', { mediaType: 7 }],
    ['a media type without end', { mediaType: 'x'.repeat(300) }],
  ])('leaves out an entry with %s, and keeps its neighbours', (_, fields) => {
    expect(parse(indexOf([{ ...aSignature(1), ...fields }, aSignature(2)]))).toEqual([aSignature(2)]);
  });

  it('leaves out fields that cannot be read, and keeps the entry', () => {
    const odd = { ...aSignature(1), platform: 'linux', annotations: { a: 7 }, artifactType: 7 };
    const { digest, mediaType, size } = aSignature(1);
    expect(parse(indexOf([odd]))).toEqual([{ digest, mediaType, size }]);
  });
});
