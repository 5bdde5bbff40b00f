import { nameOfArn } from '../../../contracts/naming/name-of-arn';
import {
  reasonOf,
  type ChangeCause,
  type ClusterPreview,
  type ExemptionPreview,
  type PolicyVerdict,
  type Preview,
  type PreviewFinding,
} from '../../../verification';
import { countOf } from '../../shared/count-of';
import { extentWords } from '../../shared/extent-words';
import { formatDuration } from '../../shared/format-duration';
import { v, type Block, type Line, type Report, type Sentence } from '../plan/report/sentence';

const CAUSES: Readonly<Record<ChangeCause, string | undefined>> = {
  none: 'the verdict is the same as now',
  exemption: 'an exemption changes or ends',
  policy: 'another policy applies, or none',
  signer: 'the signers of the policy change',
  requirement: 'the policy requires more signers',
  unmatched: 'images without a policy are treated in another way',
  signatures: 'its signatures have changed, expired or been revoked',
  'not-verified': undefined,
  'not-known': undefined,
};

const RESPONSES: Readonly<Record<PreviewFinding['response'], string>> = {
  stop: 'the task is stopped',
  'roll-back': 'the deployment in progress is rolled back',
  report: 'it is only reported',
  none: 'nothing happens',
};

const GATES: Readonly<Record<PreviewFinding['gate'], string | undefined>> = {
  'roll-back': 'the gate rolls the next deployment back',
  wait: 'the gate holds the next deployment',
  none: undefined,
};

const ALERTS: Readonly<Record<PreviewFinding['kind'], string | undefined>> = {
  untrusted: 'untrusted',
  'not-known': 'not known',
  passes: undefined,
};

/** `trusted`, `untrusted (unsigned)` */
const named = (known: PolicyVerdict | null): Sentence => {
  if (known === null) return ['not known'];
  const reason = reasonOf(known.verdict);
  return reason === null ? [known.verdict.kind] : [`${known.verdict.kind} (`, v(reason), ')'];
};

const placeOf = ({ clusterArn, service, workload }: PreviewFinding): Sentence => {
  const cluster = nameOfArn(clusterArn);
  if (service !== null) return [v(`${cluster}/${service}`)];
  return [v(cluster), workload === 'daemon' ? ', a daemon' : ', tasks without a service'];
};

const imageOf = ({ image, digest }: PreviewFinding): string =>
  image === null || digest === null || image.includes('@')
    ? (image ?? 'a container without an image')
    : `${image}@${digest}`;

/** What enforce does; in a cluster in audit mode it would, once the cluster enforces. */
const responseTo = ({ kind, mode, response, gate }: PreviewFinding): readonly Sentence[] => {
  if (kind === 'passes') return [];
  const gated = GATES[gate];
  const words = [RESPONSES[response], ...(gated === undefined ? [] : [gated])].join('; ');
  return [[mode === 'enforce' ? `enforce: ${words}` : `only reported in mode audit; once it enforces: ${words}`]];
};

const describeFinding = (finding: PreviewFinding): Line => {
  const cause = CAUSES[finding.cause];
  const known = finding.after?.verdict.detail ?? '';
  return {
    alert: ALERTS[finding.kind],
    sentence: [
      ...placeOf(finding),
      ` (${countOf(finding.tasks, 'task')}): `,
      v(imageOf(finding)),
      ': ',
      ...named(finding.before),
      ' → ',
      ...named(finding.after),
      ...(cause === undefined ? [] : [`: ${cause}`]),
    ],
    details: [...responseTo(finding), ...(known === '' ? [] : [[v(known)]])],
  };
};

const ownerBlocks = ({ owners }: Preview): readonly Block[] =>
  owners.map(({ owner, untrusted, findings }) => ({
    // A title holds no values from outside, so the owner is the first line.
    title: `Owner: ${extentWords(untrusted)} untrusted`,
    lines: [
      { sentence: owner === null ? ['no owner tag'] : [v(owner)], isFirst: true },
      ...findings.map(describeFinding),
    ],
    foldable: true,
  }));

const describeCluster = ({ clusterArn, modeNow, mode, untrusted, notKnown }: ClusterPreview): Line => ({
  alert: mode === 'enforce' && untrusted.containers > 0 ? 'acts' : undefined,
  sentence: [
    v(nameOfArn(clusterArn)),
    `: mode ${modeNow === null || modeNow === mode ? mode : `${modeNow} → ${mode}`}: `,
    `${countOf(untrusted.tasks, 'task')} untrusted, ${countOf(notKnown.tasks, 'task')} not known`,
    ...(mode === 'audit' && untrusted.tasks > 0 ? ['; acts once it enforces'] : []),
  ],
});

const describeExemption = ({ name, until, covered, untrusted, notKnown, findings }: ExemptionPreview): Line => ({
  alert: untrusted.containers > 0 ? 'untrusted when it ends' : undefined,
  sentence: [
    v(name),
    ' ends at ',
    v(until),
    `: covers ${extentWords(covered)}; then ${countOf(untrusted.tasks, 'task')} untrusted, ${countOf(notKnown.tasks, 'task')} not known`,
  ],
  details: findings.map((finding) => describeFinding(finding).sentence),
});

const block = (title: string, lines: readonly Line[]): readonly Block[] =>
  lines.length === 0 ? [] : [{ title, lines, foldable: true }];

/** What enforce would do in every cluster; nothing without untrusted images. */
const enforcedWords = ({ untrusted, responses, gated }: Preview): readonly string[] => {
  if (untrusted.containers === 0) return [];
  const words = [
    ...(responses.stop.tasks === 0 ? [] : [`stop ${countOf(responses.stop.tasks, 'task')}`]),
    ...(responses['roll-back'].tasks === 0
      ? []
      : [`roll back the deployments in progress of ${countOf(responses['roll-back'].services, 'service')}`]),
    ...(responses.report.tasks === 0 ? [] : [`only report ${countOf(responses.report.tasks, 'task')}`]),
  ];
  const gate =
    gated.services === 0 ? '' : ` The gate would roll back the next one of ${countOf(gated.services, 'service')}.`;
  return [`In every cluster, enforce would ${words.join(', ')}.${gate}`];
};

const leadOf = (preview: Preview): readonly string[] => {
  const { running, untrusted, enforced, notKnown, passes, unread } = preview;
  return [
    untrusted.containers === 0
      ? `Nothing that was verified is untrusted. What runs: ${extentWords(running)}.`
      : `Untrusted by this deployment file: ${extentWords(untrusted)}. In clusters that it enforces: ${extentWords(enforced)}.`,
    ...enforcedWords(preview),
    ...(notKnown.containers === 0 ? [] : [`Not known: ${extentWords(notKnown)} could not be verified.`]),
    ...(unread.length === 0 ? [] : [`Not known: ${countOf(unread.length, 'cluster')} could not be read.`]),
    ...(passes.containers === 0
      ? []
      : [`Trusted or exempt, after being untrusted or not verified: ${extentWords(passes)}.`]),
  ];
};

/** The report that knows the current verdicts, or the one that says what runs. */
const sourceWords = ({ reportOf, isSaved }: PreviewedReport, now: number): readonly string[] => {
  if (reportOf === null) return [];
  const known = isSaved ? 'What runs, and the current verdicts, are' : 'The current verdicts are';
  return [`${known} those of the report of ${reportOf}, ${formatDuration(now - Date.parse(reportOf))} old.`];
};

/** Where a preview takes what it compares with from. */
export interface PreviewedReport {
  /** The instant of the report, ISO 8601 in UTC; null without a report. */
  readonly reportOf: string | null;
  /** Whether what runs is from this report, too. */
  readonly isSaved: boolean;
}

/** A preview as a report for people; `now` in milliseconds since the epoch. */
export const describePreview = (
  { preview, ...source }: PreviewedReport & { readonly preview: Preview },
  deployment: string,
  now: number,
): Report => ({
  title: `image-trust preview of ${deployment}`,
  lead: [...leadOf(preview), ...sourceWords(source, now)],
  blocks: [
    ...block(
      'Clusters that could not be read',
      preview.unread.map(({ clusterArn, problem }) => ({
        alert: 'not known',
        sentence: [v(clusterArn), ': ', v(problem)],
      })),
    ),
    ...block('Clusters', preview.clusters.map(describeCluster)),
    ...ownerBlocks(preview),
    ...block('Exemptions', preview.exemptions.map(describeExemption)),
  ],
});
