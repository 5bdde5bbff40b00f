import { LISTED_SIGNATURES_LIMIT, MANIFEST_LIMIT } from '../../../verification';
import {
  aSignature,
  DIGEST,
  IMAGE_TYPE,
  INDEX_TYPE,
  indexOf,
  MANIFEST,
  responding,
  signatures,
} from '../../support/registry/registry-content';
import type { Respond } from '../../support/registry/registry-hosts';
import { listed, listsFrom } from '../../support/registry/signature-list';

const HOST = 'registry.example';
const PATH = `/v2/team/app/referrers/${DIGEST}`;
const TAG_PATH = `/v2/team/app/manifests/${DIGEST.replace(':', '-')}`;
const INDEX = { 'content-type': INDEX_TYPE };
const SBOM = aSignature('sbom', { artifactType: 'application/vnd.cyclonedx+json' });

/** Refuses the referrers API and serves an answer to the tag. */
const withoutApi =
  (api: Respond, tag: Respond): Respond =>
  (received, response) =>
    (received.path.startsWith(PATH) ? api : tag)(received, response);

describe('listSignatures by the tag schema', () => {
  const { list, requests } = listsFrom(HOST);

  const tagged = responding(200, INDEX, indexOf([aSignature(1), SBOM]));

  it.each([404, 400, 405, 406, 501])('lists when the API answers with status %i', async (status) => {
    await expect(list(withoutApi(responding(status), tagged))).resolves.toEqual(listed([aSignature(1)]));
    expect(requests()).toEqual([expect.stringContaining(PATH), TAG_PATH]);
  });

  it.each([
    ['another content type', responding(200, { 'content-type': 'application/json' }, indexOf([]))],
    ['a page', responding(200, { 'content-type': 'text/html' }, '<html>')],
    ['no JSON', responding(200, INDEX, 'index')],
    ['JSON without manifests', responding(200, INDEX, '{"manifests":7}')],
    ['an image', responding(200, { 'content-type': IMAGE_TYPE }, MANIFEST)],
  ])('lists when the API answers with %s instead of an index', async (_, api) => {
    await expect(list(withoutApi(api, tagged))).resolves.toEqual(listed([aSignature(1)]));
  });

  it('reads an index of Docker, too', async () => {
    const type = 'application/vnd.docker.distribution.manifest.list.v2+json';
    const docker = responding(200, { 'content-type': type }, indexOf([aSignature(1)], { mediaType: type }));
    await expect(list(withoutApi(responding(404), docker))).resolves.toEqual(listed([aSignature(1)]));
  });

  it.each([
    ['is absent', responding(404)],
    ['is an image', responding(200, { 'content-type': IMAGE_TYPE }, MANIFEST)],
    ['is no manifest', responding(200, INDEX, 'index')],
    ['is an index and an image', responding(200, INDEX, indexOf([aSignature(1)], { layers: [] }))],
  ])('finds no signature when the tag %s, which anyone who may push decides', async (_, tag) => {
    await expect(list(withoutApi(responding(404), tag))).resolves.toEqual(listed([]));
  });

  it('says that there may be more when the tag is too large', async () => {
    const large = responding(200, INDEX, 'x'.repeat(MANIFEST_LIMIT + 1));
    await expect(list(withoutApi(responding(404), large))).resolves.toEqual(listed([], true));
  });

  it('lists at most 1,000 signatures', async () => {
    const many = responding(200, INDEX, indexOf(signatures(0, LISTED_SIGNATURES_LIMIT + 1)));
    await expect(list(withoutApi(responding(404), many))).resolves.toEqual(
      listed(signatures(0, LISTED_SIGNATURES_LIMIT), true),
    );
  });

  it.each<[string, Respond, string]>([
    ['answers with status 500', responding(500), 'unavailable'],
    ['answers with status 429', responding(429), 'throttled'],
    ['announces another digest', responding(200, { ...INDEX, 'docker-content-digest': DIGEST }, indexOf([])), 'wrong'],
    ['resets the connection', (__, response) => response.destroy(), 'unavailable'],
  ])('fails when the tag %s', async (_, tag, kind) => {
    await expect(list(withoutApi(responding(404), tag))).resolves.toMatchObject({ kind });
  });
});
