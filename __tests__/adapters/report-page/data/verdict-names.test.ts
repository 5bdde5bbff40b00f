import {
  explanationAnchor,
  reasonAnchor,
  reasonEntry,
  reasonName,
  VERDICT_KINDS,
  VERDICTS,
} from '../../../../adapters/report-page/data/verdict-names';
import {
  BUILT_IN_RULES,
  EXEMPT_CATALOGUE,
  INCONCLUSIVE_CATALOGUE,
  UNTRUSTED_CATALOGUE,
} from '../../../../verification';

describe('verdict names', () => {
  it('put the gravest verdict first', () => {
    expect(VERDICT_KINDS).toEqual(['untrusted', 'inconclusive', 'exempt', 'trusted']);
  });

  it('take what a reason means from the catalogue', () => {
    expect([reasonEntry('revoked'), reasonEntry('throttled')]).toEqual([
      UNTRUSTED_CATALOGUE.revoked,
      INCONCLUSIVE_CATALOGUE.throttled,
    ]);
  });

  it.each([
    ['untrusted', 'unsigned', null, 'Not signed'],
    ['inconclusive', null, null, undefined],
    ['trusted', null, null, undefined],
    ['exempt', null, 'aws-managed-sidecar', 'Sidecar of AWS'],
    ['exempt', null, 'unmatched', 'No policy, ignored'],
    ['exempt', null, 'vendor-agents', 'vendor-agents'],
    ['exempt', null, 'exemption', 'exemption'],
    ['exempt', null, 'toString', 'toString'],
    ['exempt', null, null, undefined],
  ] as const)('name the reason of %s, %s, %s', (verdict, reason, rule, expected) => {
    expect(reasonName({ verdict, reason, rule })).toBe(expected);
  });

  it.each([
    ['untrusted', 'revoked', null, 'reason-revoked'],
    ['untrusted', null, null, 'reason-untrusted'],
    ['exempt', null, 'unmatched', 'rule-unmatched'],
    ['exempt', null, 'aws-managed-sidecar', 'rule-aws-managed-sidecar'],
    ['exempt', null, 'vendor-agents', 'exemptions'],
    ['exempt', null, 'exemption', 'exemptions'],
    ['exempt', null, 'toString', 'exemptions'],
    ['exempt', null, null, 'exemptions'],
  ] as const)('lead from %s, %s, %s to its explanation', (verdict, reason, rule, expected) => {
    expect(explanationAnchor({ verdict, reason, rule })).toBe(expected);
  });

  it('never name two verdicts or reasons alike', () => {
    const names = [
      ...VERDICT_KINDS.map((kind) => VERDICTS[kind].name),
      ...[UNTRUSTED_CATALOGUE, INCONCLUSIVE_CATALOGUE].flatMap((catalogue) => Object.values(catalogue)),
      ...BUILT_IN_RULES.map((rule) => EXEMPT_CATALOGUE[rule]),
    ].map((each) => (typeof each === 'string' ? each : each.name));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('give each reason a place, and each verdict without a reason', () => {
    expect([reasonAnchor('untrusted', 'revoked'), reasonAnchor('untrusted', null)]).toEqual([
      'reason-revoked',
      'reason-untrusted',
    ]);
  });
});
