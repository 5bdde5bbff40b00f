import { BUILT_IN_RULES } from '../../contracts/deployment/rule-fields';
import { IMAGE_REASONS, SERVICE_REASONS, UNTRUSTED_REASONS } from '../../verification/verdict';
import { codeIn, readPage, rowsOf, sectionOf } from './markdown';

const EXPECTED: readonly (readonly [verdict: string, reasons: readonly string[]])[] = [
  ['trusted', []],
  ['untrusted', UNTRUSTED_REASONS],
  ['inconclusive service', SERVICE_REASONS],
  ['inconclusive image', IMAGE_REASONS],
  ['exempt', BUILT_IN_RULES],
];

/** Reasons by verdict; a row without a verdict belongs to the one above it. */
const reasonsInTable = (): ReadonlyMap<string, readonly string[]> => {
  const reasons = new Map<string, readonly string[]>();
  let verdict = '';
  for (const [verdictCell = '', reasonCell = ''] of rowsOf(
    sectionOf(readPage('README.md'), 'Verdict reasons and remediation'),
  )) {
    verdict = codeIn(verdictCell).join(' ') || verdict;
    reasons.set(verdict, [...(reasons.get(verdict) ?? []), ...codeIn(reasonCell)]);
  }
  return reasons;
};

describe('the table of reasons in README.md', () => {
  it('has the verdicts in their order', () => {
    expect([...reasonsInTable().keys()]).toEqual(EXPECTED.map(([verdict]) => verdict));
  });

  it.each(EXPECTED)('has each reason of %s once, and no other', (verdict, reasons) => {
    expect([...(reasonsInTable().get(verdict) ?? [])].sort()).toEqual([...reasons].sort());
  });
});
