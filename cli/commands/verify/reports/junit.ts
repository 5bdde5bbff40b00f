import { visibleText } from '../../../shared/visible-text';
import { conclusionOf, detailOf, imageOf, plainEntryOf, sourceOf, type Report } from './report';
import type { WithoutImage } from '../sources/subject';
import type { VerifiedSubject } from '../verify-images';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

// What visibleText leaves that XML 1.0 does not allow: https://www.w3.org/TR/xml/#charsets
const escapeXml = (text: string): string =>
  visibleText(text)
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replace(/[&<>"']/g, (each) => ENTITIES[each] ?? each);

type Outcome = 'failure' | 'error' | 'skipped' | 'passed';

const OUTCOMES = {
  trusted: 'passed',
  untrusted: 'failure',
  inconclusive: 'error',
  exempt: 'skipped',
} as const satisfies Record<VerifiedSubject['verdict']['kind'], Outcome>;

interface TestCase {
  readonly suite: string;
  readonly name: string;
  readonly outcome: Outcome;
  readonly message: string;
  readonly lines: readonly string[];
}

const COMMAND_LINE = 'command line';

const toTestCase = (verified: VerifiedSubject): TestCase => {
  const { meaning, remediation } = plainEntryOf(verified);
  return {
    suite: sourceOf(verified) ?? COMMAND_LINE,
    name: imageOf(verified),
    outcome: OUTCOMES[verified.verdict.kind],
    message: conclusionOf(verified),
    lines: [meaning, `What to do: ${remediation}`, detailOf(verified)].filter((line) => line !== ''),
  };
};

const missingCase = ({ source, reason }: WithoutImage): TestCase => ({
  suite: source,
  name: source,
  outcome: 'skipped',
  message: reason,
  lines: [],
});

const failureCase = (failure: string): TestCase => ({
  suite: COMMAND_LINE,
  name: 'no image was verified',
  outcome: 'error',
  message: 'no verdict',
  lines: failure.split('\n'),
});

const renderOutcome = ({ outcome, message, lines }: TestCase): string => {
  if (outcome === 'passed') return '';
  const text = lines.map(escapeXml).join('\n');
  return `<${outcome} message="${escapeXml(message)}">${text}</${outcome}>`;
};

const renderCase = (each: TestCase): string =>
  `    <testcase classname="${escapeXml(each.suite)}" name="${escapeXml(each.name)}">${renderOutcome(each)}</testcase>`;

/**
 * A report as JUnit XML: untrusted images fail, inconclusive ones are errors, exempt ones and what names no image are
 * skipped. The format that CI systems read: https://github.com/testmoapp/junitxml
 */
export const renderJunit = ({ verified, withoutImage, failure }: Report): string => {
  const cases = [
    ...verified.map(toTestCase),
    ...withoutImage.map(missingCase),
    ...(failure === null ? [] : [failureCase(failure)]),
  ];
  const count = (wanted: Outcome): number => cases.filter(({ outcome }) => outcome === wanted).length;
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="image-trust verify" ${counts}>`,
    `  <testsuite name="image-trust verify" ${counts}>`,
    ...cases.map(renderCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
};
