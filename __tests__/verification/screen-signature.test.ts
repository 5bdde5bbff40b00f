import { screenEnvelope } from '../../verification';
import { anEnvelope, IMAGE, OTHER_PROFILE, PROFILE } from '../support/notation/a-signature';
import { critical, setting, withPart } from '../support/notation/mutate-envelope';

const screen = (bytes: Uint8Array, signers: readonly string[] = [PROFILE.arn]) =>
  screenEnvelope(bytes, { image: IMAGE.digest, signers });

let good: Buffer;

beforeAll(async () => {
  good = await anEnvelope();
});

describe('screenEnvelope', () => {
  it('passes a signature on that AWS Signer may have made for the image, with what it claims', async () => {
    const signingTime = new Date('2026-02-03T04:05:06Z');
    const expiry = new Date('2027-02-03T04:05:06Z');
    const screened = screen(await anEnvelope({ signingTime, expiry }));
    expect(screened).toMatchObject({
      kind: 'candidate',
      signer: PROFILE.arn,
      envelope: {
        claims: {
          algorithm: 'ES384',
          profileVersion: PROFILE.versionArn,
          job: expect.stringMatching(/^arn:aws:signer:us-east-1:111122223333:\/signing-jobs\/[0-9a-f-]{36}$/),
          signingTime: '2026-02-03T04:05:06.000Z',
          expiry: '2027-02-03T04:05:06.000Z',
        },
      },
    });
  });

  it('reads that a signature never expires', () => {
    expect(screen(good)).toMatchObject({ envelope: { claims: { expiry: null } } });
  });

  it('passes a signature on that needs a newer plugin, since only AWS Signer can say so', async () => {
    const newer = await anEnvelope({ verificationPluginMinVersion: '99.0.0' });
    expect(screen(newer)).toMatchObject({ kind: 'candidate' });
    const attribute = 'com.amazonaws.signer.new';
    const extended = withPart(good, 'protected', (header) => {
      setting(attribute, 1)(header);
      critical((keys) => [...keys, attribute])(header);
    });
    expect(screen(extended)).toMatchObject({ kind: 'candidate' });
  });

  describe('compares signers', () => {
    it.each([
      ['a profile with each of its versions', [PROFILE.arn], PROFILE.arn],
      ['a profile version with itself', [PROFILE.versionArn], PROFILE.versionArn],
      ['the version before its profile', [PROFILE.arn, PROFILE.versionArn], PROFILE.versionArn],
      ['any of several', [OTHER_PROFILE.arn, PROFILE.arn], PROFILE.arn],
    ])('%s', (_, signers, signer) => {
      expect(screen(good, signers)).toMatchObject({ kind: 'candidate', signer });
    });

    it.each([
      ['another profile', [OTHER_PROFILE.arn], 'is not a signer of the policy'],
      ['another version of the profile', [`${PROFILE.arn}/abcdefghi9`], 'is not a signer of the policy'],
      ['a profile whose name begins alike', [PROFILE.arn.slice(0, -1)], 'is not a signer of the policy'],
      ['no signer at all', [], 'is not a signer of the policy'],
      ['the profile in capitals', [PROFILE.arn.replace('release', 'Release')], 'in letter case'],
      ['the version in capitals', [PROFILE.versionArn.replace('abcdefghi1', 'ABCDEFGHI1')], 'in letter case'],
    ])('and does not trust the signature by %s', (_, signers, detail) => {
      expect(screen(good, signers)).toEqual({
        kind: 'excluded',
        reason: 'signer-not-trusted',
        claimedSigner: PROFILE.versionArn,
        detail: expect.stringContaining(detail),
      });
    });

    it('and says that an alias of a profile is not what trust needs', () => {
      const alias = `${PROFILE.arn}/aliases/live`;
      expect(
        screen(withPart(good, 'protected', setting('com.amazonaws.signer.signingProfileVersion', alias))),
      ).toMatchObject({
        reason: 'signer-not-trusted',
        claimedSigner: alias,
        detail: expect.stringContaining('names an alias'),
      });
    });
  });
});
