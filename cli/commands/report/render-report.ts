import { verifiedShare } from '../../../adapters/report-page/data/verified-share';
import { nameOfArn } from '../../../contracts/naming/name-of-arn';
import { FROM_WORKING_TREE, knowsHistory, NOT_KNOWN } from '../../../contracts/report/report-history';
import type { Report } from '../../../contracts/report/report-schema';
import type { Colour } from '../../shared/colour';
import { countOf } from '../../shared/count-of';
import { VERDICT_COLOUR } from '../../shared/verdict-colour';
import { shorten } from '../../../verification';
import { visibleText as escaped } from '../../shared/visible-text';
import { ageOf, timeLeft } from './ages';
import { placeOf, runningImages, type RunningImage } from './reported-images';
import { reportTable, type ReportStyle } from './report-table';

const MOST_PLACES = 3;
/** Longer than any image that a registry accepts; what is longer is cut. */
const LONGEST_CELL = 400;

const visibleText = (text: string): string => escaped(shorten(text, LONGEST_CELL));

const listed = (texts: readonly string[]): string => {
  const rest = texts.length - MOST_PLACES;
  const shown = texts.slice(0, MOST_PLACES).map(visibleText).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown || '-';
};

const section = (title: string, lines: readonly string[]): readonly string[] => ['', title, ...lines];

const verifiedText = (coverage: Report['coverage']): string => {
  const { verified, share } = verifiedShare(coverage);
  return `${verified} of ${countOf(coverage.containers, 'container')} were verified${share === null ? '' : ` (${share})`}`;
};

const coverageLines = (
  { coverage, clusters }: Report,
  { paint = (_, text) => text }: ReportStyle,
): readonly string[] => {
  const { trusted, untrusted, exempt, notCovered } = coverage;
  const mark = (count: number, colour: Colour, words: string): string =>
    paint(count === 0 ? undefined : colour, `${count} ${words}`);
  const kinds = [
    `${trusted} trusted`,
    mark(untrusted, VERDICT_COLOUR.untrusted, 'untrusted'),
    `${exempt} exempt`,
    mark(notCovered, VERDICT_COLOUR.inconclusive, 'not covered'),
  ];
  const unread = clusters.flatMap(({ cluster, problem }) => (problem === null ? [] : [{ cluster, problem }]));
  return [
    `  ${verifiedText(coverage)}: ${kinds.join(', ')}`,
    `  ${countOf(coverage.tasks, 'task')} in ${countOf(coverage.services, 'service')} of ${countOf(coverage.clusters, 'cluster')}`,
    ...unread.map(
      ({ cluster, problem }) =>
        `  ${paint('yellow', 'not read:')} ${visibleText(nameOfArn(cluster))}: ${visibleText(problem)}`,
    ),
  ];
};

const imageCell = ({ image: { image, digest } }: RunningImage): string => {
  const bare = image ?? '(no image)';
  return visibleText(digest === null || bare.includes('@') ? bare : `${bare}@${digest}`);
};

interface ImageSection {
  readonly title: string;
  readonly verdict: Report['images'][number]['verdict'];
}

const imageSection = (report: Report, { title, verdict }: ImageSection, style: ReportStyle): readonly string[] => {
  const images = runningImages(report, verdict);
  if (images.length === 0) return [];
  const rows = images.map((each) => [
    imageCell(each),
    each.image.reason ?? '-',
    listed(each.places),
    String(each.tasks),
    listed(each.owners),
    knowsHistory(report) ? visibleText(each.firstSeen) : 'not known',
  ]);
  const head = ['IMAGE', 'REASON', 'RUNS IN', 'TASKS', 'OWNER', 'FIRST SEEN'];
  return section(
    `${title} (${countOf(images.length, 'image')})`,
    reportTable({ head, rows, allWith: '--csv, --json and --open' }, style),
  );
};

const exemptionSection = ({ exemptions }: Report, style: ReportStyle): readonly string[] =>
  exemptions.length === 0
    ? []
    : section(
        'Exemptions',
        reportTable(
          {
            head: ['NAME', 'LEFT', 'UNTIL', 'CONTAINERS', 'REASON'],
            rows: exemptions.map(({ name, until, containers, reason }) => [
              visibleText(name),
              timeLeft(until, style.now),
              visibleText(until),
              String(containers),
              visibleText(reason),
            ]),
            allWith: '--json and --open',
          },
          style,
        ),
      );

const GRANTS_TITLE = 'Break-glass grants in force';

const grantSection = (report: Report, style: ReportStyle): readonly string[] => {
  const { grants } = report;
  if (!knowsHistory(report)) return section(GRANTS_TITLE, [`  ${NOT_KNOWN}`]);
  return grants.length === 0
    ? []
    : section(
        GRANTS_TITLE,
        reportTable(
          {
            head: ['ID', 'LEFT', 'CLUSTER', 'SUBJECT', 'GRANTED BY', 'REASON'],
            rows: grants.map(({ id, until, cluster, subject, grantedBy, reason }) => [
              visibleText(id),
              timeLeft(until, style.now),
              visibleText(nameOfArn(cluster)),
              ...[subject, grantedBy, reason].map(visibleText),
            ]),
            allWith: '--json and --open',
          },
          style,
        ),
      );
};

type Change = NonNullable<Report['changes']>['list'][number];

const named = (verdict: Change['before']): string =>
  verdict === null ? '-' : `${verdict.verdict}${verdict.reason === null ? '' : ` (${verdict.reason})`}`;

const changeSection = ({ changes }: Report, style: ReportStyle): readonly string[] => {
  if (changes === null) return [];
  const { since, list, more } = changes;
  const title = `Changes since ${since} (${list.length + more})`;
  if (list.length === 0) return [];
  const rows = list.map((change) => [
    visibleText(placeOf(change)),
    visibleText(change.image ?? '-'),
    named(change.before),
    named(change.after),
  ]);
  const head = ['RUNS IN', 'IMAGE', 'BEFORE', 'AFTER'];
  return section(title, reportTable({ head, rows, allWith: '--json and --open' }, style));
};

const trustDocumentText = ({ trustDocument, trustDocumentFrom }: Report): string =>
  `trust document ${trustDocument ?? 'not usable: nothing could be verified'}${trustDocumentFrom === 'working-tree' ? `, ${FROM_WORKING_TREE}` : ''}`;

/** A report for people: coverage first, then what needs attention. */
export const renderReport = (report: Report, style: ReportStyle): string => {
  const { deployment, account, region, source, sweep } = report;
  const origin = source === 'sweep' ? 'sweep of' : 'made at';
  const lines = [
    `Report of ${visibleText(deployment)} in ${region} of account ${account}, ${origin} ${sweep} (${ageOf(sweep, style.now)})`,
    `  ${trustDocumentText(report)}`,
    ...section('Coverage', coverageLines(report, style)),
    ...imageSection(report, { title: 'Untrusted', verdict: 'untrusted' }, style),
    ...imageSection(report, { title: 'Not covered', verdict: 'inconclusive' }, style),
    ...exemptionSection(report, style),
    ...grantSection(report, style),
    ...changeSection(report, style),
  ];
  return `${lines.join('\n')}\n`;
};
