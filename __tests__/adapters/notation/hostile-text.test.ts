import fc from 'fast-check';
import { runOutcome, type SignatureRun } from '../../../adapters/notation/run-outcome';
import { screenEnvelope } from '../../../verification';
import type { CraftedEnvelope } from '../../../testing/signer/craft-envelope';
import { toSigningProfile } from '../../../testing/signer/signing-profile';
import { anEnvelope, IMAGE, PROFILE } from '../../support/notation/a-signature';
import { hostileText } from '../../support/notation/hostile-text';
import { mutated, withPart, setting, unprotected } from '../../support/notation/mutate-envelope';

const REFERENCE = `localhost:40123/${'0123456789abcdef'.repeat(2)}/i@${IMAGE.digest}`;
const SIGNATURE = `sha256:${'7'.repeat(64)}` as const;
const claims = { signer: PROFILE.versionArn, job: 'arn:job', signingTime: '2026-01-01T00:00:00.000Z', expiry: null };
const text = hostileText(REFERENCE);

const outcomeOf = (result: SignatureRun['result']) =>
  runOutcome({ reference: REFERENCE, signature: SIGNATURE, claims, deadlineMs: 10_000, cpuMs: undefined, result });

describe('a hostile text in the output of notation', () => {
  it('rule 4: makes no signature good, whatever is printed with an exit status other than 0', () => {
    fc.assert(
      fc.property(text, text, fc.integer({ min: 1, max: 255 }), fc.boolean(), (stdout, stderr, status, cut) => {
        expect(outcomeOf({ kind: 'exited', status, stdout, stderr, cut }).kind).not.toBe('good');
      }),
      { numRuns: 500 },
    );
  });

  it('rule 4: makes no signature good, whatever is printed on stderr with exit status 0', () => {
    fc.assert(
      fc.property(text, (stderr) => {
        expect(outcomeOf({ kind: 'exited', status: 0, stdout: '', stderr, cut: false }).kind).toBe('unchecked');
      }),
    );
  });

  it("rule 7: decides nothing beside the one line about the signature, whatever that line's cause", () => {
    const own = `level=warning msg=Signature ${SIGNATURE} failed verification with error: content descriptor mismatch`;
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(!`${before}${after}`.includes(SIGNATURE));
        const stderr = `${before}\n${own}\n${after}`;
        const outcome = outcomeOf({ kind: 'exited', status: 1, stdout: '', stderr, cut: false });
        expect(outcome).toMatchObject({ kind: 'bad', reason: 'signature-invalid' });
      }),
      { numRuns: 500 },
    );
  });

  it('rule 7: makes the outcome unknown when a second line claims to be about the signature', () => {
    const line = (cause: string) => `level=warning msg=Signature ${SIGNATURE} failed verification with error: ${cause}`;
    const stderr = `${line('content descriptor mismatch')}\n${line('digital signature has expired on "x"')}\n`;
    expect(outcomeOf({ kind: 'exited', status: 1, stdout: '', stderr, cut: false })).toMatchObject({
      kind: 'unchecked',
      reason: 'tool-failed',
    });
  });
});

describe('a hostile text in an envelope', () => {
  const signers = [PROFILE.arn];
  let genuine: Buffer;

  beforeAll(async () => {
    genuine = await anEnvelope();
  });

  it.each<[string, (chosen: string) => Partial<CraftedEnvelope>]>([
    ['name of the plugin', (chosen) => ({ verificationPlugin: chosen })],
    ['version of the plugin', (chosen) => ({ verificationPluginMinVersion: chosen })],
    ['signing job', (chosen) => ({ jobArn: `arn:aws:signer:us-east-1:111122223333:/signing-jobs/${chosen}` })],
    ['signer', (chosen) => ({ profile: toSigningProfile({ account: '111122223333', name: 'release' }, chosen) })],
  ])('never reaches notation as the %s, and is described in one line', async (_what, claim) => {
    await fc.assert(
      fc.asyncProperty(text, async (chosen) => {
        const screened = screenEnvelope(await anEnvelope(claim(chosen)), { image: IMAGE.digest, signers });
        expect(screened).toMatchObject({ kind: 'excluded' });
        expect('detail' in screened ? screened.detail : '').not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 50 },
    );
  });

  it.each<[string, (chosen: string) => Buffer]>([
    ['in the protected header', (chosen) => withPart(genuine, 'protected', setting('cty', chosen))],
    ['as the payload', (chosen) => withPart(genuine, 'payload', setting('targetArtifact', chosen))],
    ['as the signing agent', (chosen) => mutated(genuine, unprotected('io.cncf.notary.signingAgent', [chosen]))],
    ['in place of the envelope', (chosen) => Buffer.from(chosen)],
  ])('excludes the signature %s', (_where, envelope) => {
    fc.assert(
      fc.property(text, (chosen) => {
        expect(screenEnvelope(envelope(chosen), { image: IMAGE.digest, signers }).kind).toBe('excluded');
      }),
      { numRuns: 50 },
    );
  });
});
