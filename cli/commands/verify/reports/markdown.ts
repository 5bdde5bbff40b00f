import { entryOf, reasonOf, type Verdict } from '../../../../verification';
import { markdownCellCode, markdownCode } from '../../../shared/markdown-code';
import { detailOf, imageOf, sourceOf, type Report } from './report';
import type { VerifiedSubject } from '../verify-images';

/** GitHub drops a job summary of more than 1 MiB: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
export const MOST_BYTES = 1_000_000;

/** Room for the last sentence. */
const RESERVE = 200;

/** The gravest first, as a person reads them. */
const ORDER = ['untrusted', 'inconclusive', 'exempt', 'trusted'] as const satisfies readonly Verdict['kind'][];

const HEAD = ['| verdict | image | reason | policy | named by |', '| --- | --- | --- | --- | --- |'];

interface Section {
  readonly opening: readonly string[];
  readonly lines: readonly string[];
  readonly closing: readonly string[];
}

const cell = (text: string | null | undefined): string =>
  text === null || text === undefined ? '–' : markdownCellCode(text);

const toRow = (verified: VerifiedSubject): string => {
  const { verdict, policy } = verified;
  const source = sourceOf(verified) ?? 'command line';
  const cells = [verdict.kind, cell(imageOf(verified)), cell(reasonOf(verdict)), cell(policy?.name), cell(source)];
  return `| ${cells.join(' | ')} |`;
};

const table = (verified: readonly VerifiedSubject[]): Section => ({
  opening: ['', ...HEAD],
  lines: verified.map(toRow),
  closing: [],
});

const list = (title: string, lines: readonly string[]): Section => ({
  opening: ['', `#### ${title}`, ''],
  lines,
  closing: [],
});

const folded = (title: string, { opening, lines, closing }: Section): Section => ({
  opening: ['', `<details><summary>${title}</summary>`, ...opening],
  lines,
  closing: [...closing, '', '</details>'],
});

const remediationOf = ({ verdict }: VerifiedSubject): string => {
  const { meaning, remediation } = entryOf(verdict);
  return `- ${markdownCode(reasonOf(verdict) ?? verdict.kind)}: ${meaning}. ${remediation}.`;
};

const detailLines = (verified: readonly VerifiedSubject[]): readonly string[] =>
  verified
    .filter((each) => detailOf(each) !== '')
    .map((each) => `- ${markdownCode(imageOf(each))}: ${markdownCode(detailOf(each))}`);

const sectionsOf = ({ verified, withoutImage, failure }: Report): readonly Section[] => {
  const bad = ORDER.slice(0, 2).flatMap((kind) => verified.filter(({ verdict }) => verdict.kind === kind));
  const good = ORDER.slice(2).flatMap((kind) => verified.filter(({ verdict }) => verdict.kind === kind));
  const without = withoutImage.map(({ source, reason }) => `- ${markdownCode(source)}: ${markdownCode(reason)}`);
  const sections = [
    list('Why no image was verified', failure?.split('\n').map((line) => `- ${markdownCode(line.trim())}`) ?? []),
    table(bad),
    list('What to do', [...new Set(bad.map(remediationOf))]),
    folded('Details', { opening: [''], lines: detailLines(bad), closing: [] }),
    list('Nothing to verify', without),
    folded(`Trusted or exempt (${good.length})`, table(good)),
  ];
  return sections.filter(({ lines }) => lines.length > 0);
};

const leadOf = ({ verified, failure }: Report): string => {
  const counts = ORDER.map((kind) => [verified.filter(({ verdict }) => verdict.kind === kind).length, kind] as const);
  const found = counts.filter(([count]) => count > 0).map(([count, kind]) => `${count} ${kind}`);
  if (found.length > 0) return found.join(', ');
  return failure === null ? 'Nothing names an image, so nothing was verified' : 'No image was verified';
};

const bytesOf = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + Buffer.byteLength(line, 'utf8') + 1, 0);

interface Page {
  readonly lines: readonly string[];
  /** How many lines did not fit. */
  readonly left: number;
}

const withSection = (page: Page, { opening, lines, closing }: Section): Page => {
  const room = MOST_BYTES - RESERVE - bytesOf([...page.lines, ...opening, ...closing]);
  let used = 0;
  const fitting = lines.filter((line) => {
    used += bytesOf([line]);
    return used <= room;
  });
  const left = page.left + lines.length - fitting.length;
  return fitting.length === 0
    ? { ...page, left }
    : { lines: [...page.lines, ...opening, ...fitting, ...closing], left };
};

/**
 * A report as Markdown for the summary of a job: what is wrong first, what is fine folded. It is at most `MOST_BYTES` long, and its last
 * line counts the lines that did not fit.
 */
export const renderVerdictMarkdown = (report: Report): string => {
  const head = ['### image-trust verify', '', `**${leadOf(report)}**`];
  const { lines, left } = sectionsOf(report).reduce(withSection, { lines: head, left: 0 });
  const cut = left === 0 ? [] : ['', `${left} lines did not fit; the JSON output has every verdict.`];
  return [...lines, ...cut, ''].join('\n');
};
