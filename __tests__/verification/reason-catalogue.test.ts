import {
  entryOf,
  EXEMPT_CATALOGUE,
  INCONCLUSIVE_CATALOGUE,
  TRUSTED_ENTRY,
  UNTRUSTED_CATALOGUE,
  type ReasonEntry,
  type Verdict,
} from '../../verification';
import { anUntrusted, anUnprovable, aServiceFailure, aTrusted } from '../support/domain/domain';

const exemptBy = (rule: string): Verdict => ({ kind: 'exempt', rule, detail: '' });

describe('entryOf', () => {
  it.each<[string, Verdict, ReasonEntry]>([
    ['trusted', aTrusted(), TRUSTED_ENTRY],
    ['untrusted', anUntrusted('revoked'), UNTRUSTED_CATALOGUE.revoked],
    ['inconclusive through a service', aServiceFailure(), INCONCLUSIVE_CATALOGUE['registry-unavailable']],
    ['inconclusive through the image', anUnprovable(), INCONCLUSIVE_CATALOGUE['image-not-found']],
    ['exempt by a built-in rule', exemptBy('unmatched'), EXEMPT_CATALOGUE.unmatched],
    ['exempt by an exemption', exemptBy('legacy'), EXEMPT_CATALOGUE.exemption],
    ['exempt by an exemption that has the name of a property', exemptBy('constructor'), EXEMPT_CATALOGUE.exemption],
  ])('finds the entry of a verdict that is %s', (_what, verdict, entry) => {
    expect(entryOf(verdict)).toBe(entry);
  });
});

describe('the catalogue of reasons', () => {
  it.each<[string, Readonly<Record<string, ReasonEntry>>, string]>([
    ['untrusted', UNTRUSTED_CATALOGUE, 'error'],
    ['inconclusive', INCONCLUSIVE_CATALOGUE, 'warning'],
    ['exempt', EXEMPT_CATALOGUE, 'none'],
  ])('gives every reason of %s verdicts one level', (_kind, catalogue, level) => {
    expect([...new Set(Object.values(catalogue).map((entry) => entry.level))]).toEqual([level]);
  });

  it('has a name of its own for every entry', () => {
    const entries = [
      TRUSTED_ENTRY,
      ...[UNTRUSTED_CATALOGUE, INCONCLUSIVE_CATALOGUE, EXEMPT_CATALOGUE].flatMap(Object.values<ReasonEntry>),
    ];
    expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
  });
});
