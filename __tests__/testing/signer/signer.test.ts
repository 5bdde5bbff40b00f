import { verify, X509Certificate } from 'node:crypto';
import { createSigningChain, type SigningChain } from '../../../testing/certificates/signing-chain';
import { toDer } from '../../../testing/certificates/credential';
import type { HandleRequest, HttpResponse } from '../../../testing/http/http-message';
import { toCertificateHash } from '../../../testing/signer/certificate-hash';
import { craftEnvelope } from '../../../testing/signer/craft-envelope';
import { SignerLedger } from '../../../testing/signer/signer-ledger';
import { createSignerService } from '../../../testing/signer/signer-service';

const ACCOUNT = '111122223333';
const SIGNED = { authorization: 'AWS4-HMAC-SHA256 Credential=x' };
const TARGET = { mediaType: 'a/b', digest: `sha256:${'a'.repeat(64)}`, size: 7 };

interface Envelope {
  readonly payload: string;
  readonly protected: string;
  readonly header: { readonly x5c: readonly string[] };
  readonly signature: string;
}

const parseEnvelope = (bytes: Buffer): Envelope => JSON.parse(bytes.toString()) as Envelope;

const headerOf = (bytes: Buffer): Record<string, unknown> =>
  JSON.parse(Buffer.from(parseEnvelope(bytes).protected, 'base64url').toString()) as Record<string, unknown>;

const isGenuine = (bytes: Buffer): boolean => {
  const envelope = parseEnvelope(bytes);
  const key = new X509Certificate(Buffer.from(envelope.header.x5c[0] ?? '', 'base64')).publicKey;
  const signed = Buffer.from(`${envelope.protected}.${envelope.payload}`);
  return verify('sha384', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(envelope.signature, 'base64url'));
};

describe('the emulated AWS Signer', () => {
  let chain: SigningChain;
  let ledger: SignerLedger;
  let handle: HandleRequest;

  beforeAll(async () => {
    chain = await createSigningChain();
  });

  beforeEach(() => {
    ledger = new SignerLedger(chain);
    handle = createSignerService(ledger, 'us-east-1');
  });

  const signPayload = (profileName: string, headers = SIGNED): Promise<HttpResponse> => {
    const payload = Buffer.from('{"targetArtifact":{}}').toString('base64');
    const body = Buffer.from(JSON.stringify({ payload, profileName, profileOwner: ACCOUNT }));
    return handle({ host: 'signer', method: 'POST', path: '/signing-jobs/with-payload', headers, body });
  };

  it('revokes the signature of one job, as RevokeSignature does', async () => {
    const profile = ledger.addProfile({ account: ACCOUNT, name: 'dev' });
    const [job, other] = [ledger.sign(profile, Buffer.from('{}')), ledger.sign(profile, Buffer.from('{}'))];
    const revoke = (id: string) =>
      handle({
        host: 'signer',
        method: 'PUT',
        path: `/signing-jobs/${id}/revoke`,
        headers: SIGNED,
        body: Buffer.from('{}'),
      });
    await expect(revoke(job.id)).resolves.toMatchObject({ status: 200 });
    await expect(revoke('unknown')).resolves.toMatchObject({ status: 404 });
    const query = { profileVersionArn: profile.versionArn, certificateHashes: [], signatureTime: new Date() };
    expect(ledger.revokedEntities({ ...query, jobArn: job.arn })).toEqual([job.arn]);
    expect(ledger.revokedEntities({ ...query, jobArn: other.arn })).toEqual([]);
  });

  const revokedOf = async (entities: Record<string, string>): Promise<unknown> => {
    const query = new URLSearchParams({
      platformId: 'Notation-OCI-SHA384-ECDSA',
      profileVersionArn: 'arn:p',
      jobArn: 'arn:j',
      certificateHashes: 'ff',
      signatureTimestamp: '2026-01-02T00:00:00Z',
      ...entities,
    });
    const path = `/revocations?${query.toString()}`;
    const { body } = await handle({ host: 'signer', method: 'GET', path, headers: SIGNED, body: Buffer.alloc(0) });
    return JSON.parse(body.toString());
  };

  it('signs with an existing profile, in an envelope that the leaf certificate verifies', async () => {
    const profile = ledger.addProfile({ account: ACCOUNT, name: 'team_a' });
    const output: { signature: string; jobOwner: string } = JSON.parse((await signPayload('team_a')).body.toString());
    const envelope = Buffer.from(output.signature, 'base64');
    expect(isGenuine(envelope)).toBe(true);
    expect(output.jobOwner).toBe(ACCOUNT);
    expect(headerOf(envelope)).toMatchObject({
      alg: 'ES384',
      'io.cncf.notary.signingScheme': 'notary.x509.signingAuthority',
      'com.amazonaws.signer.signingJob': ledger.jobs[0]?.arn,
      'com.amazonaws.signer.signingProfileVersion': profile.versionArn,
    });
  });

  it.each([
    ['unlimited', undefined],
    ['already-expired', -1],
    [{ days: 2 }, 48],
  ] as const)('expires a signature of validity %j after %p hours', (validity, hours) => {
    const now = new Date('2026-01-02T12:00:00Z');
    const { envelope } = ledger.sign(
      ledger.addProfile({ account: ACCOUNT, name: 'p', validity }),
      Buffer.from('{}'),
      now,
    );
    const expiry = headerOf(envelope)['io.cncf.notary.expiry'];
    const after = hours === undefined ? undefined : new Date(now.getTime() + hours * 3_600_000);
    expect(expiry).toBe(after?.toISOString().replace('.000', ''));
  });

  it('refuses an unsigned request', async () => {
    ledger.addProfile({ account: ACCOUNT, name: 'team_a' });
    await expect(signPayload('team_a', { authorization: 'Basic x' })).resolves.toMatchObject({ status: 403 });
  });

  it("refuses an unknown and a cancelled profile with AWS's exceptions", async () => {
    ledger.cancelProfile(ledger.addProfile({ account: ACCOUNT, name: 'gone' }));
    const unknown = await signPayload('unknown');
    const cancelled = await signPayload('gone');
    expect([unknown.status, unknown.headers['x-amzn-errortype']]).toEqual([404, 'ResourceNotFoundException']);
    expect([cancelled.status, cancelled.headers['x-amzn-errortype']]).toEqual([400, 'ValidationException']);
  });

  it('returns exactly those of the queried entities that are revoked', async () => {
    const profile = ledger.addProfile({ account: ACCOUNT, name: 'team_a' });
    const certificateHashes = toCertificateHash(toDer(chain.leaf), toDer(chain.intermediate));
    const query = { profileVersionArn: profile.versionArn, jobArn: 'arn:job-1', certificateHashes };
    await expect(revokedOf(query)).resolves.toEqual({ revokedEntities: [] });
    ledger.revokeJob('arn:job-1');
    await expect(revokedOf(query)).resolves.toEqual({ revokedEntities: ['arn:job-1'] });
    ledger.revokeProfile(profile);
    ledger.revokeCertificate();
    const all = [profile.versionArn, 'arn:job-1', certificateHashes];
    await expect(revokedOf(query)).resolves.toEqual({ revokedEntities: all });
  });

  it('does not revoke what a profile signed before its revocation took effect', async () => {
    const profile = ledger.addProfile({ account: ACCOUNT, name: 'team_a' });
    ledger.revokeProfile(profile, new Date('2026-01-03T00:00:00Z'));
    const query = { profileVersionArn: profile.versionArn };
    await expect(revokedOf(query)).resolves.toEqual({ revokedEntities: [] });
    await expect(revokedOf({ ...query, signatureTimestamp: '2026-01-04T00:00:00Z' })).resolves.toEqual({
      revokedEntities: [profile.versionArn],
    });
  });

  it('issues each certificate of its chain by the next', () => {
    const [leaf, intermediate, root] = [chain.leaf, chain.intermediate, chain.root].map(
      (one) => new X509Certificate(toDer(one)),
    );
    if (!leaf || !intermediate || !root) throw new Error('expected three certificates');
    expect([leaf.verify(intermediate.publicKey), intermediate.verify(root.publicKey)]).toEqual([true, true]);
    expect([leaf.ca, intermediate.ca, root.ca]).toEqual([false, true, true]);
  });

  it('crafts signatures with any text, and tampered signatures', () => {
    const profile = ledger.addProfile({ account: ACCOUNT, name: 'team_a' });
    const crafted = craftEnvelope({ target: TARGET, profile, chain, verificationPlugin: 'evil\nError: x' });
    expect(headerOf(crafted)['io.cncf.notary.verificationPlugin']).toBe('evil\nError: x');
    expect(isGenuine(crafted)).toBe(true);
    expect(isGenuine(craftEnvelope({ target: TARGET, profile, chain, signature: 'tampered' }))).toBe(false);
  });

  it('creates chains whose leaf subject is any text', async () => {
    const hostile = await createSigningChain('A, O="x"\nError: all is well');
    expect(hostile.leaf.certificate.subjectName.getField('CN')).toEqual(['A, O="x"\nError: all is well']);
  });
});
