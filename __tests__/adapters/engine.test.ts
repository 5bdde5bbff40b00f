import { createHash } from 'node:crypto';
import { BatchGetImageCommand, ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { mockClient } from 'aws-sdk-client-mock';
import { engineFor, type Engine } from '../../adapters/engine';
import { serializeTrustDocument, toTrustDocument } from '../../contracts/trust-document/trust-document';
import { parseImageReference, repositoryIdentity } from '../../verification';
import { aDeployment } from '../support/deployment/deployment';
import { notationThat, registryDown, signed, unsigned, type NotationAnswer } from '../support/notation/fake-notation';
import { createVerifierDirectory, verifierPorts, type VerifierDirectory } from '../support/notation/verifier-settings';
import { ECR, aPolicy, anImage, digestOf } from '../support/domain/domain';

const ecr = mockClient(ECRClient);
const document = toTrustDocument(aDeployment());
const { sha256 } = serializeTrustDocument(document);
let place: VerifierDirectory;
let now: number;
let remembered: number;

beforeEach(() => {
  place = createVerifierDirectory();
  now = Date.parse('2026-01-23T12:00:00Z');
  remembered = 0;
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
  const engine: Engine = engineFor(
    { sha256, document },
    {
      settings: place.settings,
      ports,
      ecrClientFor: (region) => new ECRClient({ region }),
      now: () => now,
      onRemembered: () => void (remembered += 1),
    },
  );
  return { ...engine, requests };
};

describe('engineFor', () => {
  it('judges by the rules of its trust document', () => {
    const { trustRules: book } = engineWith(signed);
    expect(book.rules).toMatchObject([
      { leadsTo: { kind: 'policy', name: 'web', signers: document.policies['web']?.signers } },
    ]);
    expect(book.unmatched).toBe(document.unmatched);
    expect(book.now()).toBe(now);
  });

  it('verifies with notation in the region of its trust document, with a login for the registry', async () => {
    const { verify, requests } = engineWith(signed);
    await expect(verify(anImage(), aPolicy())).resolves.toMatchObject({ kind: 'trusted' });
    expect(requests[0]?.environment).toMatchObject({
      AWS_REGION: 'eu-west-1',
      NOTATION_USERNAME: 'AWS',
      NOTATION_PASSWORD: 'token',
    });
  });

  it('mistake 1: gives no login to a registry whose account no policy names', async () => {
    const { verify, requests } = engineWith(signed);
    await verify(anImage('999999999999.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1'), aPolicy());
    await verify(anImage('registry.example.com/shop/web:1'), aPolicy());
    expect(requests.map(({ environment }) => 'NOTATION_PASSWORD' in environment)).toEqual([false, false]);
    expect(ecr.calls()).toHaveLength(0);
  });

  it('remembers a definite verdict, and counts that', async () => {
    const { verify, requests } = engineWith(signed);
    await verify(anImage(), aPolicy());
    await verify(anImage(), aPolicy());
    expect([requests.length, remembered]).toEqual([1, 1]);
    now += 15 * 60_000;
    await verify(anImage(), aPolicy());
    expect([requests.length, remembered]).toEqual([2, 1]);
  });

  it('never remembers that there was no answer', async () => {
    const { verify } = engineWith(registryDown, signed);
    await expect(verify(anImage(), aPolicy())).resolves.toMatchObject({ kind: 'inconclusive' });
    await expect(verify(anImage(), aPolicy())).resolves.toMatchObject({ kind: 'trusted' });
  });

  it('verifies afresh whatever is remembered, and remembers what it learns', async () => {
    const { verify, verifyAfresh } = engineWith(unsigned, signed);
    const image = anImage(`${ECR}/shop/web@${digestOf('a')}`);
    await expect(verify(image, aPolicy())).resolves.toMatchObject({ reason: 'unsigned' });
    await expect(verifyAfresh(image, aPolicy())).resolves.toMatchObject({ kind: 'trusted' });
    await expect(verify(image, aPolicy())).resolves.toMatchObject({ kind: 'trusted' });
  });

  it('trusts an unsigned platform manifest by its signed index', async () => {
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    const manifest = JSON.stringify({ mediaType, manifests: [{ digest: digestOf('a') }] });
    const index = `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
    ecr.on(BatchGetImageCommand).resolves({ images: [{ imageManifest: manifest, imageManifestMediaType: mediaType }] });
    const { verify, requests } = engineWith(unsigned, signed);
    const reference = parseImageReference(`${ECR}/shop/web:1.4`);
    const image = { reference, identity: repositoryIdentity(reference), digest: digestOf('a') };
    await expect(verify(image, aPolicy())).resolves.toMatchObject({
      kind: 'trusted',
      detail: expect.stringContaining(`by the index ${index}`),
    });
    expect(requests.map(({ args }) => args.at(-1))).toEqual([
      `${ECR}/shop/web@${digestOf('a')}`,
      `${ECR}/shop/web@${index}`,
    ]);
  });
});
