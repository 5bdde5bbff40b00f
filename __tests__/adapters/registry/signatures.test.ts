import { PAGE_LIMIT } from '../../../adapters/registry/list-signatures';
import {
  LISTED_SIGNATURES_LIMIT,
  MANIFEST_LIMIT,
  SIGNATURE_ARTIFACT_TYPE,
  type Descriptor,
} from '../../../verification';
import {
  aSignature,
  DIGEST,
  digestOf,
  INDEX_TYPE,
  indexOf,
  responding,
  send,
  signatures,
} from '../../support/registry/registry-content';
import type { Respond } from '../../support/registry/registry-hosts';
import { listed, listsFrom } from '../../support/registry/signature-list';

const HOST = 'registry.example';
const PATH = `/v2/team/app/referrers/${DIGEST}`;
const INDEX = { 'content-type': INDEX_TYPE };
const SBOM = aSignature('sbom', { artifactType: 'application/vnd.cyclonedx+json' });

const pageOf = (path: string): number => Number(new URL(path, 'https://x').searchParams.get('page') ?? 1);

/** Serves pages in order, each with a link to the next one. */
const pages =
  (contents: readonly (readonly Descriptor[])[]): Respond =>
  ({ path }, response) => {
    const page = pageOf(path);
    const link: Record<string, string> =
      page < contents.length ? { link: `<${PATH}?page=${page + 1}>; rel="next"` } : {};
    send(response, 200, { ...INDEX, ...link }, indexOf(contents[page - 1] ?? []));
  };

describe('listSignatures', () => {
  const { setup, list, requests } = listsFrom(HOST);

  it('lists the signatures of an image, with the filter of the referrers API', async () => {
    await expect(list(responding(200, INDEX, indexOf([aSignature(1), aSignature(2)])))).resolves.toEqual(
      listed([aSignature(1), aSignature(2)]),
    );
    expect(requests()).toEqual([`${PATH}?artifactType=${encodeURIComponent(SIGNATURE_ARTIFACT_TYPE)}`]);
  });

  it('leaves out other artifacts where the registry does not filter', async () => {
    await expect(list(responding(200, INDEX, indexOf([SBOM, aSignature(1)])))).resolves.toEqual(
      listed([aSignature(1)]),
    );
  });

  it('leaves out entries that are no descriptors, and their annotations', async () => {
    const manifests = [
      null,
      7,
      { digest: 'sha256:x' },
      aSignature(1, { annotations: { a: 'b' } }),
      { ...aSignature(2), size: -1 },
    ];
    await expect(list(responding(200, INDEX, indexOf(manifests)))).resolves.toEqual(listed([aSignature(1)]));
  });

  it('finds none where none are listed', async () => {
    await expect(list(responding(200, INDEX, indexOf([])))).resolves.toEqual(listed([]));
  });

  it('reads all pages, and lists each signature once', async () => {
    const contents = [signatures(1, 2), [aSignature(2), SBOM], signatures(3, 1)];
    await expect(list(pages(contents))).resolves.toEqual(listed(signatures(1, 3)));
    expect(requests()).toHaveLength(3);
  });

  it('lists the first 1,024 of 10,000 signatures on 200 pages, and says that there are more', async () => {
    const contents = Array.from({ length: 200 }, (_, page) => signatures(page * 50, 50));
    await expect(list(pages(contents))).resolves.toEqual(listed(signatures(0, LISTED_SIGNATURES_LIMIT), true));
    expect(requests()).toHaveLength(21);
  });

  it('lists exactly 1,024 signatures as a whole list', async () => {
    await expect(list(pages([signatures(0, LISTED_SIGNATURES_LIMIT)]))).resolves.toEqual(
      listed(signatures(0, LISTED_SIGNATURES_LIMIT)),
    );
  });

  it('does not count a signature that is listed twice against its limit', async () => {
    const all = signatures(0, LISTED_SIGNATURES_LIMIT);
    await expect(list(pages([all, all.slice(0, 10)]))).resolves.toEqual(listed(all));
  });

  it('stops after its limit of pages, and says that there may be more', async () => {
    const contents = Array.from({ length: 200 }, (_, page) => [
      aSignature(page),
      { ...SBOM, digest: digestOf(`${page}`) },
    ]);
    await expect(list(pages(contents))).resolves.toEqual(listed(signatures(0, PAGE_LIMIT), true));
    expect(requests()).toHaveLength(PAGE_LIMIT);
  });

  it.each([
    ['links to itself', () => `<${PATH}?artifactType=${encodeURIComponent(SIGNATURE_ARTIFACT_TYPE)}>; rel="next"`, 1],
    ['links to a page with the same content', (page: number) => `<${PATH}?page=${page + 1}>; rel="next"`, 2],
    ['links to another host', () => `<https://evil.example${PATH}?page=2>; rel="next"`, 1],
    ['links to another port', () => `<https://${HOST}:8443${PATH}?page=2>; rel="next"`, 1],
    ['links to plain HTTP', () => `<http://${HOST}${PATH}?page=2>; rel="next"`, 1],
    ['links to another path', () => `</v2/team/other/referrers/${DIGEST}>; rel="next"`, 1],
    ['links to no URL', () => '<https://[>; rel="next"', 1],
  ])('ends at a page that %s, and says that there may be more', async (_, link, count) => {
    const respond: Respond = ({ path }, response) =>
      send(response, 200, { ...INDEX, link: link(pageOf(path)) }, indexOf([aSignature(1)]));
    await expect(list(respond)).resolves.toEqual(listed([aSignature(1)], true));
    expect(requests()).toHaveLength(count);
    expect(setup().hosts.tunnels).toEqual([HOST]);
  });

  it('says that there may be more where a page is too large', async () => {
    const large = indexOf([aSignature(1)], { annotations: { padding: 'x'.repeat(MANIFEST_LIMIT) } });
    await expect(list(responding(200, INDEX, large))).resolves.toEqual(listed([], true));
    const second: Respond = (received, response) =>
      pageOf(received.path) === 1
        ? pages([[aSignature(1)], []])(received, response)
        : send(response, 200, INDEX, large);
    await expect(list(second)).resolves.toEqual(listed([aSignature(1)], true));
  });

  it.each([
    [500, 'unavailable'],
    [429, 'throttled'],
    [403, 'denied'],
    [404, 'wrong'],
  ])('fails when a later page answers with status %i, as %s', async (status, kind) => {
    const respond: Respond = (received, response) =>
      pageOf(received.path) === 1 ? pages([[aSignature(1)], []])(received, response) : send(response, status);
    await expect(list(respond)).resolves.toMatchObject({ kind });
  });

  it.each([
    [500, 'unavailable'],
    [503, 'unavailable'],
    [429, 'throttled'],
    [401, 'denied'],
    [403, 'denied'],
  ])('fails when the API answers with status %i, as %s', async (status, kind) => {
    await expect(list(responding(status))).resolves.toMatchObject({
      kind,
      detail: `signatures of ${DIGEST} of ${HOST}/team/app: ${
        status === 401 ? 'status 401, and no anonymous token is offered' : `status ${status}`
      }`,
    });
    expect(requests()).toHaveLength(1);
  });
});
