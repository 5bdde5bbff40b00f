import {
  reasonAnchor,
  reasonEntry,
  reasonName,
  VERDICT_KINDS,
} from '../../../../adapters/report-page/data/verdict-names';
import { INCONCLUSIVE_CATALOGUE, UNTRUSTED_CATALOGUE } from '../../../../verification/reason-catalogue';

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
    ['exempt', null, 'vendor-agents', 'vendor-agents'],
    ['exempt', null, 'exemption', 'exemption'],
    ['exempt', null, 'toString', 'toString'],
    ['exempt', null, null, undefined],
  ] as const)('name the reason of %s, %s, %s', (verdict, reason, rule, expected) => {
    expect(reasonName({ verdict, reason, rule })).toBe(expected);
  });

  it('give each reason a place, and each verdict without a reason', () => {
    expect([reasonAnchor('untrusted', 'revoked'), reasonAnchor('untrusted', null)]).toEqual([
      'reason-revoked',
      'reason-untrusted',
    ]);
  });
});
