import fc from 'fast-check';
import {
  chooseRule,
  parseImageReference,
  repositoryIdentity,
  rulesOf,
  TrustDocumentError,
  type TrustDocument,
} from '../../verification';
import { aTrustDocument, ECR, NOW, SIGNER } from '../support/domain/domain';

const policy = (...repositories: readonly string[]) => ({ repositories, signers: [SIGNER] });
const exemption = (repository: string, until = '2099-01-01T00:00:00.000Z') => ({
  repositories: [repository],
  reason: 'mirrored next week',
  until,
});
const chosen = (image: string, document: Partial<TrustDocument>, now = NOW): string | undefined =>
  chooseRule(repositoryIdentity(parseImageReference(image)), rulesOf(aTrustDocument(document)), now)?.name;

describe('rulesOf', () => {
  it('gives each pattern of each policy and exemption with what it leads to', () => {
    const document = aTrustDocument({
      policies: { shop: policy('quay.io/shop/*', 'quay.io/web') },
      exemptions: { vendor: exemption('quay.io/vendor/*') },
    });
    expect(rulesOf(document).map(({ pattern, leadsTo }) => [pattern.segments, leadsTo])).toEqual([
      [['shop'], { kind: 'policy', name: 'shop', signers: [SIGNER] }],
      [['web'], { kind: 'policy', name: 'shop', signers: [SIGNER] }],
      [
        ['vendor'],
        { kind: 'exemption', name: 'vendor', reason: 'mirrored next week', until: '2099-01-01T00:00:00.000Z' },
      ],
    ]);
  });

  it.each<[string, Partial<TrustDocument>]>([
    ['policies.shop', { policies: { shop: policy('*') } }],
    ['exemptions.vendor', { exemptions: { vendor: exemption('*') } }],
  ])('refuses a pattern that covers everything, and says where: %s', (where, document) => {
    expect(() => rulesOf(aTrustDocument(document))).toThrow(TrustDocumentError);
    expect(() => rulesOf(aTrustDocument(document))).toThrow(`${where}: expected a registry before a star`);
    expect(() => rulesOf(aTrustDocument(document))).toThrow('found "*"');
  });
});

describe('chooseRule', () => {
  const many = {
    registry: policy('quay.io/*'),
    path: policy('quay.io/shop/*'),
    deep: policy('quay.io/shop/web/*'),
    exact: policy('quay.io/shop/web'),
  };

  it.each([
    ['quay.io/other', 'registry'],
    ['quay.io/shop/api', 'path'],
    ['quay.io/shop/web/api', 'deep'],
    ['quay.io/shop/web', 'exact'],
    ['docker.io/shop/web', undefined],
  ])('takes the most specific pattern, in whatever order they stand: %s → %s', (image, name) => {
    const reversed = Object.fromEntries(Object.entries(many).toReversed());
    expect(chosen(image, { policies: many })).toBe(name);
    expect(chosen(image, { policies: reversed })).toBe(name);
  });

  it('never lets a broad exemption beat an exact policy, however long its path', () => {
    const document = {
      policies: { exact: policy(`${ECR}/a/b/c/d`) },
      exemptions: { broad: exemption(`${ECR}/a/b/c/*`), broader: exemption(`${ECR}/*`) },
    };
    expect(chosen(`${ECR}/a/b/c/d`, document)).toBe('exact');
    expect(chosen(`${ECR}/a/b/c/e`, document)).toBe('broad');
  });

  it('lets an exact exemption beat a broad policy', () => {
    const document = { policies: { shop: policy('quay.io/*') }, exemptions: { vendor: exemption('quay.io/vendor') } };
    expect(chosen('quay.io/vendor', document)).toBe('vendor');
    expect(chosen('quay.io/vendor/x', document)).toBe('shop');
  });

  it('prefers the policy when an exemption has the very same pattern', () => {
    const document = { policies: { shop: policy('quay.io/x/*') }, exemptions: { vendor: exemption('quay.io/x/*') } };
    expect(chosen('quay.io/x/y', document)).toBe('shop');
    const identity = repositoryIdentity(parseImageReference('quay.io/x/y'));
    expect(chooseRule(identity, rulesOf(aTrustDocument(document)).toReversed(), NOW)?.name).toBe('shop');
  });

  it.each([
    ['before its end', 1, 'vendor'],
    ['at its end', 0, 'broad'],
    ['after its end', -1, 'broad'],
  ])('judges by an exemption only until it ends: %s', (_when, left, name) => {
    const until = new Date(NOW + left).toISOString();
    const document = {
      policies: { broad: policy('quay.io/*') },
      exemptions: { vendor: exemption('quay.io/x', until) },
    };
    expect(chosen('quay.io/x', document)).toBe(name);
  });

  it('ignores an exemption whose end cannot be read', () => {
    expect(chosen('quay.io/x', { exemptions: { vendor: exemption('quay.io/x', 'for ever') } })).toBeUndefined();
  });

  it('finds nothing where there are no rules', () => {
    expect(chosen('quay.io/x', { policies: {}, exemptions: {} })).toBeUndefined();
  });

  it('agrees with trying the patterns from the longest text down', () => {
    const path = fc.array(fc.constantFrom('a', 'b', 'ab'), { minLength: 1, maxLength: 4 });
    const name = path.map((segments) => ['quay.io', ...segments].join('/'));
    const pattern = fc.tuple(name, fc.boolean()).map(([text, isBelow]) => (isBelow ? `${text}/*` : text));
    fc.assert(
      fc.property(fc.uniqueArray(pattern, { maxLength: 8 }), name, (texts, image) => {
        const policies = Object.fromEntries(texts.map((text) => [text, policy(text)]));
        const stars = image.split('/').map((_, depth, all) => `${all.slice(0, all.length - 1 - depth).join('/')}/*`);
        expect(chosen(image, { policies })).toBe([image, ...stars].find((text) => texts.includes(text)));
      }),
      { numRuns: 500 },
    );
  });
});
