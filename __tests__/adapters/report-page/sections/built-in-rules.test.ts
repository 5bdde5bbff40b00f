import { exemptionsSection } from '../../../../adapters/report-page/sections/exceptions';
import { BUILT_IN_RULES, EXEMPT_CATALOGUE } from '../../../../verification';
import { cleanReport } from '../../../support/report/clean-report';
import { notTrusted, reportImage } from '../../../support/report/report-parts';
import { textIn } from '../shown-text';

/** A report in which a rule takes all three containers out of verification. */
const exemptBy = (rule: string) =>
  cleanReport({ images: [reportImage('app', '1', notTrusted({ verdict: 'exempt', rule, policy: null }))] });

describe('the built-in rules in the section about exemptions', () => {
  it.each(BUILT_IN_RULES)('say what %s means and what to do, where its link leads', (rule) => {
    const { markup } = exemptionsSection(exemptBy(rule));
    const { name, meaning, remediation } = EXEMPT_CATALOGUE[rule];
    expect(textIn(markup)).toContain(`${name} ${meaning}. ${remediation}. 3`);
    expect(markup).toContain(`id="rule-${rule}"`);
  });

  it.each(['vendor-agents', 'exemption'])('are missing where none applies: %s', (rule) => {
    expect(textIn(exemptionsSection(exemptBy(rule)))).toBe('Exemptions The trust document has no exemptions.');
  });
});
