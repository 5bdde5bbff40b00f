import { PROSE } from '../../cli/commands/verify/help';
import { EXIT } from '../../cli/shared/exit-codes';
import {
  BUILT_IN_RULES,
  EXEMPT_CATALOGUE,
  IMAGE_REASONS,
  INCONCLUSIVE_CATALOGUE,
  SERVICE_REASONS,
  TRUSTED_ENTRY,
  UNTRUSTED_CATALOGUE,
  UNTRUSTED_REASONS,
  type ReasonEntry,
} from '../../verification';
import { readPage, rowsOf, sectionOf } from './markdown';

type Reasons = readonly (readonly [cell: string, entry: ReasonEntry])[];

const entriesIn = <Reason extends string>(
  reasons: readonly Reason[],
  catalogue: Readonly<Record<Reason, ReasonEntry>>,
): Reasons => reasons.map((reason) => [`\`${reason}\``, catalogue[reason]]);

const EXPECTED: readonly (readonly [verdict: string, reasons: Reasons])[] = [
  ['`trusted`', [['–', TRUSTED_ENTRY]]],
  ['`untrusted`', entriesIn(UNTRUSTED_REASONS, UNTRUSTED_CATALOGUE)],
  ['`inconclusive`, cause `service`', entriesIn(SERVICE_REASONS, INCONCLUSIVE_CATALOGUE)],
  ['`inconclusive`, cause `image`', entriesIn(IMAGE_REASONS, INCONCLUSIVE_CATALOGUE)],
  ['`exempt`', [["an exemption's name", EXEMPT_CATALOGUE.exemption], ...entriesIn(BUILT_IN_RULES, EXEMPT_CATALOGUE)]],
];

const expectedRows = EXPECTED.flatMap(([verdict, reasons]) =>
  reasons.map(([reason, { meaning, remediation }], index) => [
    index === 0 ? verdict : '',
    reason,
    meaning,
    remediation,
  ]),
);

describe('the table of reasons in README.md', () => {
  it('says of each reason what the catalogue says, in its order', () => {
    expect(rowsOf(sectionOf(readPage('README.md'), 'Verdict reasons and remediation'))).toEqual(expectedRows);
  });
});

describe('the exit codes of verify in README.md', () => {
  it('are those of its help, besides what every command has', () => {
    const section = sectionOf(readPage('README.md'), 'Verify an image from the command line');
    const codes = rowsOf(section)
      .map(([code = '']) => code)
      .filter((code) => /^\d+$/.test(code));
    const own = Object.keys(PROSE.exitCodes).filter((code) => Number(code) !== EXIT.interrupted);
    expect(codes).toEqual([...own, String(EXIT.usage)].sort());
  });
});
