import fc from 'fast-check';
import {
  chooseRule,
  formatRepositoryPattern,
  matchingRules,
  parseImageReference,
  repositoryIdentity,
  trustRulesOf,
} from '../../verification';
import { aTrustDocument, ECR, NOW, SIGNER, type TrustDocumentFields } from '../support/domain/domain';

const policy = (...repositories: readonly string[]) => ({ repositories, signers: [SIGNER] });
const exemption = (repository: string, until = '2099-01-01T00:00:00.000Z') => ({
  repositories: [repository],
  reason: 'mirrored next week',
  until,
});
const chosen = (image: string, document: TrustDocumentFields, now = NOW): string | undefined =>
  chooseRule(repositoryIdentity(parseImageReference(image)), trustRulesOf(aTrustDocument(document)), now)?.name;

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
  ])('selects by the most specific pattern, whatever the order of the rules: %s → %s', (image, name) => {
    const reversed = Object.fromEntries(Object.entries(many).toReversed());
    expect(chosen(image, { policies: many })).toBe(name);
    expect(chosen(image, { policies: reversed })).toBe(name);
  });

  it('prefers an exact policy to a broad exemption, however long the path of the exemption', () => {
    const document = {
      policies: { exact: policy(`${ECR}/a/b/c/d`) },
      exemptions: { broad: exemption(`${ECR}/a/b/c/*`), broader: exemption(`${ECR}/*`) },
    };
    expect(chosen(`${ECR}/a/b/c/d`, document)).toBe('exact');
    expect(chosen(`${ECR}/a/b/c/e`, document)).toBe('broad');
  });

  it('prefers an exact exemption to a broad policy', () => {
    const document = { policies: { shop: policy('quay.io/*') }, exemptions: { vendor: exemption('quay.io/vendor') } };
    expect(chosen('quay.io/vendor', document)).toBe('vendor');
    expect(chosen('quay.io/vendor/x', document)).toBe('shop');
  });

  it('prefers the policy when an exemption has the same pattern', () => {
    const document = { policies: { shop: policy('quay.io/x/*') }, exemptions: { vendor: exemption('quay.io/x/*') } };
    expect(chosen('quay.io/x/y', document)).toBe('shop');
    const identity = repositoryIdentity(parseImageReference('quay.io/x/y'));
    expect(chooseRule(identity, trustRulesOf(aTrustDocument(document)).toReversed(), NOW)?.name).toBe('shop');
  });

  it.each([
    ['a millisecond before', 1, 'vendor'],
    ['at that time', 0, 'broad'],
    ['a millisecond after', -1, 'broad'],
  ])('rule 10: ignores an exemption from the time at which it ends: %s', (_when, left, name) => {
    const until = new Date(NOW + left).toISOString();
    const document = {
      policies: { broad: policy('quay.io/*') },
      exemptions: { vendor: exemption('quay.io/x', until) },
    };
    expect(chosen('quay.io/x', document)).toBe(name);
  });

  it('rule 10: ignores an exemption whose end does not parse', () => {
    expect(chosen('quay.io/x', { exemptions: { vendor: exemption('quay.io/x', 'for ever') } })).toBeUndefined();
  });

  it('selects nothing when there are no rules', () => {
    expect(chosen('quay.io/x', { policies: {}, exemptions: {} })).toBeUndefined();
  });

  it('selects the same rule as a search through all patterns, longest first', () => {
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

describe('matchingRules', () => {
  it('lists every match from most to least specific, policies first, with what has ended', () => {
    const document = aTrustDocument({
      policies: { registry: policy('quay.io/*'), exact: policy('quay.io/shop/web'), other: policy('ghcr.io/*') },
      exemptions: {
        path: exemption('quay.io/shop/*'),
        ended: exemption('quay.io/shop/web', new Date(NOW).toISOString()),
      },
    });
    const identity = repositoryIdentity(parseImageReference('quay.io/shop/web'));
    const found = matchingRules(identity, trustRulesOf(document), NOW);
    expect(
      found.map(({ pattern, selects, isInForce }) => [formatRepositoryPattern(pattern), selects.name, isInForce]),
    ).toEqual([
      ['quay.io/shop/web', 'exact', true],
      ['quay.io/shop/web', 'ended', false],
      ['quay.io/shop/*', 'path', true],
      ['quay.io/*', 'registry', true],
    ]);
  });
});
