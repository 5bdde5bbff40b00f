import { createHash } from 'node:crypto';
import { BatchGetImageCommand, ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { mockClient } from 'aws-sdk-client-mock';
import { verificationEngine } from '../../adapters/engine';
import { serializeTrustDocument, toTrustDocument } from '../../contracts/trust-document/trust-document';
import { toLoadedTrust, type LoadedTrust, type TrustDocument, type VerifyRequest } from '../../verification';
import { aDeployment } from '../support/deployment/deployment';
import { notationThat, registryDown, signed, unsigned, type NotationAnswer } from '../support/notation/fake-notation';
import { createVerifierDirectory, verifierPorts, type VerifierDirectory } from '../support/notation/verifier-settings';
import { ECR, anImage, aVerifyRequest, digestOf } from '../support/domain/domain';
import { fakeHistory } from '../support/domain/fake-ports';

const ecr = mockClient(ECRClient);
const document = toTrustDocument(aDeployment());
const trustIn = (each: TrustDocument): LoadedTrust =>
  toLoadedTrust({ sha256: serializeTrustDocument(each).sha256, document: each });
const trust = trustIn(document);
const request = (text?: string, overrides: Partial<VerifyRequest> = {}): VerifyRequest =>
  aVerifyRequest({ trust, image: anImage(text), ...overrides });
let place: VerifierDirectory;
let now: number;
let reused: number;
let history: ReturnType<typeof fakeHistory>;

beforeEach(() => {
  place = createVerifierDirectory();
  now = Date.parse('2026-01-23T12:00:00Z');
  reused = 0;
  history = fakeHistory();
  ecr.reset();
  ecr.on(GetAuthorizationTokenCommand).resolves({
    authorizationData: [
      { authorizationToken: Buffer.from('AWS:token').toString('base64'), expiresAt: new Date(now + 43_200_000) },
    ],
  });
});

afterEach(() => {
  place.remove();
});

const engineWith = (...answers: readonly NotationAnswer[]) => {
  const { run, requests } = notationThat(...answers);
  const { loginFor: _, ...ports } = verifierPorts(run);
  const engine = verificationEngine({
    settings: place.settings,
    ports,
    ecrClientFor: (region) => new ECRClient({ region }),
    history,
    now: () => now,
    onReused: () => void (reused += 1),
  });
  return { ...engine, requests };
};

describe('verificationEngine', () => {
  it('verifies with notation in the region of the trust document, with a login for the registry', async () => {
    const { verifyImage, requests } = engineWith(signed);
    await expect(verifyImage(request())).resolves.toMatchObject({ kind: 'trusted' });
    expect(requests[0]?.environment).toMatchObject({
      AWS_REGION: 'eu-west-1',
      NOTATION_USERNAME: 'AWS',
      NOTATION_PASSWORD: 'token',
    });
  });

  it('rule 6: sends no login to a registry whose account no policy names', async () => {
    const { verifyImage, requests } = engineWith(signed);
    await verifyImage(request('999999999999.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1'));
    await verifyImage(request('registry.example.com/shop/web:1'));
    expect(requests.map(({ environment }) => 'NOTATION_PASSWORD' in environment)).toEqual([false, false]);
    expect(ecr.calls()).toHaveLength(0);
  });

  it('rule 6: sends no login to a registry whose account only an exemption names', async () => {
    const repositories = ['999999999999.dkr.ecr.eu-west-1.amazonaws.com/*'];
    const vendor = { repositories, reason: 'mirrored next week', until: '2099-01-01T00:00:00.000Z' };
    const { verifyImage, requests } = engineWith(signed);
    const exempting = trustIn({ ...document, exemptions: { vendor } });
    await verifyImage(request('999999999999.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1', { trust: exempting }));
    expect(requests.map(({ environment }) => 'NOTATION_PASSWORD' in environment)).toEqual([false]);
  });

  it('starts no run without remaining time', async () => {
    const { verifyImage, verifyAfresh, requests } = engineWith(signed);
    for (const verify of [verifyImage, verifyAfresh])
      await expect(verify(request(undefined, { remaining: () => 0 }))).resolves.toMatchObject({ reason: 'timed-out' });
    expect(requests).toEqual([]);
  });

  it('reuses a definite verdict, and counts that', async () => {
    const { verifyImage, requests } = engineWith(signed);
    await verifyImage(request());
    await verifyImage(request());
    expect([requests.length, reused]).toEqual([1, 1]);
    now += 15 * 60_000;
    await verifyImage(request());
    expect([requests.length, reused]).toEqual([2, 1]);
  });

  it('rule 1: never reuses an inconclusive verdict', async () => {
    const { verifyImage } = engineWith(registryDown, signed);
    await expect(verifyImage(request())).resolves.toMatchObject({ kind: 'inconclusive' });
    await expect(verifyImage(request())).resolves.toMatchObject({ kind: 'trusted' });
  });

  it('rule 8: verifies afresh whatever is remembered, and remembers the new verdict', async () => {
    const { verifyImage, verifyAfresh } = engineWith(unsigned, signed);
    const each = request(`${ECR}/shop/web@${digestOf('a')}`);
    await expect(verifyImage(each)).resolves.toMatchObject({ reason: 'unsigned' });
    await expect(verifyAfresh(each)).resolves.toMatchObject({ kind: 'trusted' });
    await expect(verifyImage(each)).resolves.toMatchObject({ kind: 'trusted' });
  });
});

describe('verificationEngine for an image that a signed index lists', () => {
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const manifest = JSON.stringify({ mediaType, manifests: [{ digest: digestOf('a') }] });
  const index = `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
  const listing = { images: [{ imageManifest: manifest, imageManifestMediaType: mediaType }] };
  const byTag = request(`${ECR}/shop/web:1.4`);

  it('trusts an unsigned platform manifest by its signed index', async () => {
    ecr.on(BatchGetImageCommand).resolves(listing);
    const { verifyImage, requests } = engineWith(unsigned, signed);
    await expect(verifyImage(byTag)).resolves.toMatchObject({
      kind: 'trusted',
      detail: expect.stringContaining(`by the index ${index}`),
    });
    expect(requests.map(({ args }) => args.at(-1))).toEqual([
      `${ECR}/shop/web@${digestOf('a')}`,
      `${ECR}/shop/web@${index}`,
    ]);
  });

  it.each(['verifyImage', 'verifyAfresh'] as const)('trusts it after its tag moved: %s', async (verify) => {
    ecr.on(BatchGetImageCommand).resolves(listing);
    await engineWith(unsigned, signed).verifyImage(byTag);
    ecr.on(BatchGetImageCommand).resolves({ failures: [{ failureCode: 'ImageNotFound' }] });
    const byDigest = { imageIds: [{ imageDigest: index }] };
    ecr.on(BatchGetImageCommand, byDigest).resolves(listing);
    await expect(engineWith(unsigned, signed)[verify](byTag)).resolves.toMatchObject({ kind: 'trusted' });
  });

  it.each(['verifyImage', 'verifyAfresh'] as const)(
    'does not trust it after a revoked signature was found on it: %s',
    async (verify) => {
      ecr.on(BatchGetImageCommand).resolves(listing);
      await history.keepRevoked(byTag.image);
      const { [verify]: run } = engineWith(unsigned, signed);
      await expect(run(byTag)).resolves.toMatchObject({ kind: 'untrusted', reason: 'revoked' });
    },
  );
});

describe('verificationEngine for several trust documents', () => {
  const other = trustIn({ ...document, region: 'eu-central-1', policies: {} });

  it('rule 5: verifies an image again for another trust document, and keeps the verdicts of both', async () => {
    const { verifyImage, requests } = engineWith(signed, unsigned);
    for (const _ of [1, 2]) {
      await expect(verifyImage(request())).resolves.toMatchObject({ kind: 'trusted' });
      const each = request(`${ECR}/shop/web@${digestOf('a')}`, { trust: other });
      await expect(verifyImage(each)).resolves.toMatchObject({ reason: 'unsigned' });
    }
    expect([requests.length, reused]).toEqual([2, 2]);
  });

  it('uses the region and the policies of the trust document that a request names', async () => {
    const { verifyImage, requests } = engineWith(signed);
    await verifyImage(request());
    await verifyImage(request(undefined, { trust: other }));
    expect(requests.map(({ environment }) => [environment['AWS_REGION'], environment['NOTATION_PASSWORD']])).toEqual([
      ['eu-west-1', 'token'],
      ['eu-central-1', undefined],
    ]);
  });
});
