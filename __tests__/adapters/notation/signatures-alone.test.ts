import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess, type ProcessRequest } from '../../../adapters/process';
import { createSigningChain, type SigningChain } from '../../../testing/certificates/signing-chain';
import type { FaultEffect } from '../../../testing/gateway/fault';
import type { CraftedEnvelope } from '../../../testing/signer/craft-envelope';
import type { SigningProfile } from '../../../testing/signer/signing-profile';
import type { FetchedSignature, SignatureDecision } from '../../../verification';
import { anEnvelope, toFetched } from '../../support/notation/a-signature';
import { verifyAlone, type AloneOptions } from '../../support/notation/verify-alone';
import { useLiveEnvironment } from '../../end-to-end/live-environment';

const hoursAgo = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);

jest.setTimeout(60_000);

describe('signatures that real notation verifies alone', () => {
  const live = useLiveEnvironment();
  let own: SigningChain;

  beforeAll(async () => {
    own = await createSigningChain();
  });

  const sign = async (claims: Partial<CraftedEnvelope> = {}, overrides: object = {}): Promise<FetchedSignature> => {
    const genuine = { chain: live.environment.signer.chain, profile: live.scenario.profile };
    return toFetched(await anEnvelope({ ...genuine, ...claims }), overrides);
  };

  const otherProfile = (): SigningProfile =>
    live.environment.signer.addProfile({ account: '444455556666', name: 'other_profile' });

  const verify = (
    signatures: readonly FetchedSignature[],
    options: Partial<AloneOptions> = {},
  ): Promise<SignatureDecision> =>
    verifyAlone(live.environment, signatures, {
      rule: { signers: [live.scenario.profile.arn], require: 'any' },
      ...options,
    });

  /** Verifies without looking at the cryptography before notation does. */
  const byNotation = (signature: FetchedSignature): Promise<SignatureDecision> =>
    verify([signature], { authenticate: async () => undefined });

  it('trusts a good signature, with evidence', async () => {
    const [signingTime, expiry] = [hoursAgo(1), hoursAgo(-1)];
    const good = await sign({ signingTime, expiry });
    await expect(verify([good])).resolves.toMatchObject({
      kind: 'trusted',
      evidence: [
        {
          signer: live.scenario.profile.versionArn,
          signingTime: signingTime.toISOString().replace(/\d{3}Z$/, '000Z'),
          expiry: expiry.toISOString().replace(/\d{3}Z$/, '000Z'),
          signature: good.digest,
        },
      ],
    });
  });

  it('trusts by each of two signers', async () => {
    const other = otherProfile();
    const rule = { signers: [live.scenario.profile.arn, other.versionArn], require: 'all' as const };
    const [one, two] = [await sign(), await sign({ profile: other })];
    await expect(verify([one, two], { rule })).resolves.toMatchObject({ kind: 'trusted', evidence: { length: 2 } });
    await expect(verify([one], { rule })).resolves.toMatchObject({ kind: 'untrusted', reason: 'unsigned' });
  });

  describe('never lets what is attached', () => {
    const crafted: readonly (readonly [string, () => Promise<FetchedSignature>, string])[] = [
      ['forged', () => sign({ chain: own }), 'signature-invalid'],
      ['tampered with', () => sign({ signature: 'tampered' }), 'signature-invalid'],
      ["a foreign signer's", () => sign({ profile: otherProfile() }), 'signer-not-trusted'],
      ["another plugin's", () => sign({ verificationPlugin: 'no.such' }), 'signature-invalid'],
      [
        'in need of a newer plugin and forged',
        () => sign({ verificationPluginMinVersion: '99.0.0', chain: own }),
        'signature-invalid',
      ],
      ['of two layers', () => sign({}, { layers: [{}, {}] }), 'signature-invalid'],
      [
        'a huge blob',
        () =>
          sign(
            {},
            { layers: [{ mediaType: 'application/jose+json', digest: `sha256:${'0'.repeat(64)}`, size: 34_603_008 }] },
          ),
        'signature-invalid',
      ],
      ['older than its certificates', () => sign({ signingTime: new Date('2020-01-01') }), 'signature-invalid'],
      ['garbage', async () => toFetched(Buffer.from('garbage')), 'signature-invalid'],
    ];

    it.each(crafted)(
      'and is %s make an image anything but untrusted, or hide a good signature',
      async (_, make, reason) => {
        const bad = await make();
        await expect(verify([bad])).resolves.toMatchObject({ kind: 'untrusted', reason });
        const good = await sign();
        await expect(verify([bad, good])).resolves.toMatchObject({ kind: 'trusted' });
        await expect(verify([good, bad])).resolves.toMatchObject({ kind: 'trusted' });
      },
    );
  });

  it('does not trust what is revoked, and names the signer', async () => {
    const revoked = live.environment.signer.addProfile({ account: '111122223333', name: 'revoked_profile' });
    live.environment.signer.revokeProfile(revoked);
    const rule = { signers: [revoked.arn, live.scenario.profile.arn], require: 'any' as const };
    await expect(verify([await sign({ profile: revoked })], { rule })).resolves.toMatchObject({
      kind: 'untrusted',
      reason: 'revoked',
      signatures: [{ signer: revoked.versionArn, reason: 'revoked' }],
    });
    await expect(verify([await sign({ profile: revoked }), await sign()], { rule })).resolves.toMatchObject({
      kind: 'trusted',
    });
  });

  it('does not trust what is expired', async () => {
    await expect(verify([await sign({ signingTime: hoursAgo(2), expiry: hoursAgo(1) })])).resolves.toMatchObject({
      kind: 'untrusted',
      reason: 'signature-expired',
    });
  });

  it('is inconclusive for a genuine signature that needs a newer plugin', async () => {
    const newer = await sign({ verificationPluginMinVersion: '99.0.0' });
    await expect(verify([newer])).resolves.toMatchObject({
      kind: 'inconclusive',
      reason: 'tool-failed',
      detail: expect.stringContaining('upgrade the verifier'),
    });
  });

  it.each<[string, () => Promise<FetchedSignature>]>([
    ['a self-made chain', () => sign({ chain: own })],
    ['a tampered signature', () => sign({ signature: 'tampered' })],
  ])('excludes %s, as notation does', async (_, make) => {
    await expect(byNotation(await make())).resolves.toMatchObject({ kind: 'untrusted', reason: 'signature-invalid' });
  });

  it.each<[string, FaultEffect, string]>([
    ['throttles', { kind: 'status', status: 429, code: 'TooManyRequestsException' }, 'throttled'],
    ['denies', { kind: 'status', status: 403, code: 'AccessDeniedException' }, 'signer-unavailable'],
    ['is down', { kind: 'status', status: 500 }, 'signer-unavailable'],
    ['resets connections', { kind: 'reset' }, 'signer-unavailable'],
  ])('is inconclusive while AWS Signer %s', async (_, effect, reason) => {
    live.environment.gateway.addFault({ host: /signer/, effect });
    await expect(verify([await sign(), await sign({ chain: own })])).resolves.toMatchObject({
      kind: 'inconclusive',
      cause: 'service',
      reason,
    });
  });

  it('is inconclusive while AWS Signer hangs', async () => {
    live.environment.gateway.addFault({ host: /signer/, effect: { kind: 'hang' } });
    const hanging = verify([await sign()], { deadlineMs: 3_000 });
    await expect(hanging).resolves.toMatchObject({ kind: 'inconclusive', reason: 'timed-out' });
  });

  it.each([
    ['is missing', undefined, 'could not be started'],
    ['has another version', 'echo "Error: unknown flag: --verbose" >&2; exit 1', 'expected notation 1.3'],
    ['is killed', 'kill -9 $$', 'ended by SIGKILL'],
  ])('is inconclusive when notation %s', async (title, script, detail) => {
    const notation = join(live.environment.directory, `notation ${title}`);
    if (script !== undefined) {
      writeFileSync(notation, `#!/bin/sh\n${script}\n`);
      chmodSync(notation, 0o755);
    }
    await expect(verify([await sign()], { notation })).resolves.toMatchObject({
      kind: 'inconclusive',
      reason: 'tool-failed',
      detail: expect.stringContaining(detail),
    });
  });

  it('verifies two images at a time, each by its own signature', async () => {
    const [good, bad] = [await sign(), await sign({ signature: 'tampered' })];
    const kinds = (await Promise.all([verify([good]), verify([bad]), verify([good])])).map(({ kind }) => kind);
    expect(kinds).toEqual(['trusted', 'untrusted', 'trusted']);
  });

  it('asks nothing but AWS Signer through the network, and passes no registry credential to any child', async () => {
    const seen: string[] = [];
    const run = (request: ProcessRequest) => {
      seen.push(JSON.stringify(request));
      return runProcess(request);
    };
    await verify([await sign()], { run });
    expect(live.environment.gateway.requests.map(({ host }) => host)).toEqual([
      expect.stringMatching(/^(?:verification|data-)\.?signer\.us-east-1\./),
    ]);
    expect(seen.join('\n')).not.toMatch(/NOTATION_(?:USERNAME|PASSWORD)/);
    expect(seen.join('\n')).not.toContain(live.environment.ecrPassword);
  });
});
