import { MANIFEST_LIMIT } from '../../../verification';
import { BASIC, clientUnderTest, REMAINING } from '../../support/registry/client-under-test';
import {
  digestOf,
  DIGEST,
  ecrScope,
  IMAGE_TYPE,
  INDEX_TYPE,
  indexOf,
  MANIFEST,
  responding,
  scopeOf,
  servingManifest,
} from '../../support/registry/registry-content';
import type { Respond } from '../../support/registry/registry-hosts';

const HOST = 'registry.example';
const scope = scopeOf(HOST);

describe('fetchManifest', () => {
  const setup = clientUnderTest();

  const byDigest = (respond: Respond, digest = DIGEST) => {
    setup().hosts.serve(HOST, respond);
    return setup().client.fetchManifest({ scope, reference: { digest }, remaining: REMAINING });
  };
  const byTag = (respond: Respond) => {
    setup().hosts.serve(HOST, respond);
    return setup().client.fetchManifest({ scope, reference: { tag: 'v1' }, remaining: REMAINING });
  };

  it('finds a manifest whose bytes hash to its digest, with one GET', async () => {
    await expect(byDigest(servingManifest)).resolves.toEqual({
      kind: 'found',
      value: { digest: DIGEST, mediaType: IMAGE_TYPE, bytes: Buffer.from(MANIFEST) },
    });
    expect(setup().hosts.received).toMatchObject([{ path: `/v2/team/app/manifests/${DIGEST}` }]);
  });

  it('requests indexes and images of OCI and Docker, uncompressed', async () => {
    await byDigest(servingManifest);
    expect(setup().hosts.received[0]?.headers).toMatchObject({
      'accept-encoding': 'identity',
      accept: [
        INDEX_TYPE,
        'application/vnd.docker.distribution.manifest.list.v2+json',
        IMAGE_TYPE,
        'application/vnd.docker.distribution.manifest.v2+json',
      ].join(', '),
    });
  });

  it('calls other bytes for a digest wrong', async () => {
    const other = responding(200, { 'content-type': IMAGE_TYPE, 'docker-content-digest': DIGEST }, `${MANIFEST} `);
    await expect(byDigest(other)).resolves.toEqual({
      kind: 'wrong',
      detail: `manifest ${DIGEST} of ${HOST}/team/app: the bytes hash to ${digestOf(`${MANIFEST} `)}`,
    });
  });

  it.each([
    ['an absent type', {}, MANIFEST, 'the content type is ""'],
    ['a type of something else', { 'content-type': 'text/html' }, MANIFEST, 'the content type is "text/html"'],
    [
      'another type than the bytes',
      { 'content-type': INDEX_TYPE },
      MANIFEST,
      `the content type is "${INDEX_TYPE}", the bytes say "${IMAGE_TYPE}"`,
    ],
    [
      'the type of an image for an index',
      { 'content-type': IMAGE_TYPE },
      '{"manifests":[]}',
      `the content type is "${IMAGE_TYPE}", the bytes are an index`,
    ],
    [
      'the type of an index for an image',
      { 'content-type': INDEX_TYPE },
      '{"layers":[]}',
      `the content type is "${INDEX_TYPE}", the bytes are no index`,
    ],
    [
      'bytes that are both',
      { 'content-type': INDEX_TYPE },
      '{"manifests":[],"layers":[]}',
      'the bytes are both an index and an image',
    ],
    ['bytes that are no JSON', { 'content-type': IMAGE_TYPE }, 'manifest', 'the bytes are no manifest'],
  ])('says of %s that it does not match, since whoever pushes may choose it', async (_, headers, body, mismatch) => {
    const answer = await byDigest(responding(200, headers, body), digestOf(body));
    expect(answer).toMatchObject({ kind: 'found', value: { digest: digestOf(body), mismatch } });
  });

  it('reads the content type in any case and without parameters', async () => {
    const headers = { 'content-type': `${IMAGE_TYPE.toUpperCase()}; charset=utf-8` };
    const answer = await byDigest(responding(200, headers, MANIFEST));
    expect(answer).toEqual({
      kind: 'found',
      value: { digest: DIGEST, mediaType: IMAGE_TYPE, bytes: expect.any(Buffer) },
    });
  });

  it('resolves a tag to the hash of the bytes', async () => {
    const headers = { 'content-type': INDEX_TYPE, 'docker-content-digest': digestOf(indexOf([])) };
    await expect(byTag(responding(200, headers, indexOf([])))).resolves.toMatchObject({
      kind: 'found',
      value: { digest: digestOf(indexOf([])), mediaType: INDEX_TYPE },
    });
    expect(setup().hosts.received).toMatchObject([{ path: '/v2/team/app/manifests/v1' }]);
  });

  it.each([
    ['announces another digest', { 'content-type': IMAGE_TYPE, 'docker-content-digest': digestOf('x') }, MANIFEST],
    ['is a page', { 'content-type': 'text/html' }, '<html>'],
  ])('calls an answer to a tag wrong that %s', async (_, headers, body) => {
    await expect(byTag(responding(200, headers, body))).resolves.toMatchObject({ kind: 'wrong' });
  });

  it('ignores an announced digest of another algorithm', async () => {
    const headers = { 'content-type': IMAGE_TYPE, 'docker-content-digest': 'sha512:00' };
    await expect(byTag(responding(200, headers, MANIFEST))).resolves.toMatchObject({ kind: 'found' });
  });

  it('stops reading a manifest beyond its limit', async () => {
    const answer = await byDigest(responding(200, {}, 'x'.repeat(MANIFEST_LIMIT + 1)));
    expect(answer).toMatchObject({
      kind: 'too-large',
      detail: expect.stringContaining(`more than ${MANIFEST_LIMIT} bytes`),
    });
  });

  it('sends the ECR login with the first request', async () => {
    const host = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
    setup().hosts.serve(host, servingManifest);
    const request = { scope: ecrScope(host), reference: { digest: DIGEST }, remaining: REMAINING };
    await expect(setup().client.fetchManifest(request)).resolves.toMatchObject({ kind: 'found' });
    expect(setup().hosts.received).toMatchObject([{ headers: { authorization: BASIC } }]);
  });
});
