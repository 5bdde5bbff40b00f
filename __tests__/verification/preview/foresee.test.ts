import { foresee } from '../../../verification/preview/foresee';
import type { TrustDocument } from '../../../verification';
import {
  aContainer,
  aLoadedTrust,
  aTrustDocument,
  aTrusted,
  anUntrusted,
  ECR,
  NOW,
  SIGNER,
  type TrustDocumentFields,
} from '../../support/domain/domain';
import { byPolicy } from './a-preview-container';

const OTHER = `${SIGNER}2`;
const repositories = [`${ECR}/shop/*`];
const unsigned = byPolicy(anUntrusted('unsigned'));
const vendor = { repositories, reason: 'signed from June on', until: '2026-06-01T00:00:00.000Z' };

const by = (fields: TrustDocumentFields, present?: TrustDocument) => ({
  trust: aLoadedTrust(fields),
  present,
  now: NOW,
});

describe('foresee', () => {
  it('keeps an image trusted while the signers of its evidence satisfy the policy', () => {
    const policies = { web: { repositories, signers: [OTHER, SIGNER] } };
    expect(foresee(aContainer(), byPolicy(), by({ policies }))).toMatchObject({
      policy: 'web',
      verdict: { kind: 'trusted' },
    });
  });

  it.each([
    ['a removed signer', { policies: { shop: { repositories, signers: [OTHER] } } }],
    [
      'a policy that requires more signers',
      { policies: { shop: { repositories, signers: [SIGNER, OTHER], require: 2 } } },
    ],
  ])('does not know what %s means for an image, since other signatures may be attached', (_, fields) => {
    expect(foresee(aContainer(), byPolicy(), by(fields, aTrustDocument()))).toBeNull();
  });

  it('does not know an image whose evidence has expired', () => {
    const expired = aTrusted({
      signatures: aTrusted().signatures.map((each) => ({ ...each, expiry: new Date(NOW).toISOString() })),
    });
    expect(foresee(aContainer(), byPolicy(expired), by({}, aTrustDocument()))).toBeNull();
  });

  it('decides exactly what follows from the rules alone', () => {
    const policies = { base: { repositories: [`${ECR}/base/*`], signers: [SIGNER] } };
    expect(foresee(aContainer(), byPolicy(), by({ policies }))?.verdict).toMatchObject({ reason: 'no-policy' });
    const exempt = by({ policies, exemptions: { vendor } });
    expect(foresee(aContainer(), byPolicy(), exempt)?.verdict).toMatchObject({ rule: 'vendor' });
  });

  it('keeps what is untrusted while its policy requires the same', () => {
    expect(foresee(aContainer(), unsigned, by({}, aTrustDocument()))).toEqual(unsigned);
  });

  it.each<[string, string, TrustDocumentFields, TrustDocument | undefined]>([
    ['the present document is not known', 'shop', {}, undefined],
    [
      'its policy trusts other signers',
      'shop',
      { policies: { shop: { repositories, signers: [OTHER] } } },
      aTrustDocument(),
    ],
    [
      'its policy requires fewer signers',
      'shop',
      { policies: { shop: { repositories, signers: [SIGNER, OTHER] } } },
      aTrustDocument({ policies: { shop: { repositories, signers: [SIGNER, OTHER], require: 2 } } }),
    ],
    ['its policy is new', 'web', { policies: { web: { repositories, signers: [SIGNER] } } }, aTrustDocument()],
  ])('does not know an untrusted image if %s', (_, policy, fields, present) => {
    expect(foresee(aContainer(), byPolicy(anUntrusted('unsigned'), policy), by(fields, present))).toBeNull();
  });

  it('does not know an image without a verdict', () => {
    expect(foresee(aContainer(), null, by({}, aTrustDocument()))).toBeNull();
  });

  it('knows that a digest is not known', () => {
    const container = aContainer({ imageDigest: null });
    expect(foresee(container, byPolicy(), by({}))?.verdict).toMatchObject({ reason: 'digest-unknown' });
  });
});
