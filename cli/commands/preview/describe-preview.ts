import { nameOfArn } from '../../../contracts/naming/name-of-arn';
import {
  reasonOf,
  type ChangeCause,
  type ClusterPreview,
  type ExemptionPreview,
  type Extent,
  type PolicyVerdict,
  type Preview,
  type PreviewFinding,
} from '../../../verification';
import { countOf } from '../../shared/count-of';
import { v, type Block, type Line, type Report, type Sentence } from '../plan/report/sentence';

/** `3 tasks in 2 services of 1 cluster` */
export const extentWords = ({ tasks, services, clusters }: Extent): string =>
  `${countOf(tasks, 'task')} in ${countOf(services, 'service')} of ${countOf(clusters, 'cluster')}`;

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
    lines: [{ sentence: owner === null ? ['no owner tag'] : [v(owner)] }, ...findings.map(describeFinding)],
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

const leadOf = ({ running, untrusted, enforced, notKnown, passes, unread }: Preview): readonly string[] => [
  untrusted.containers === 0
    ? `Nothing is untrusted of what was verified: ${extentWords(running)} run.`
    : `Enforce everywhere would break ${extentWords(untrusted)}; ${extentWords(enforced)} of them in clusters that enforce by this deployment file.`,
  ...(notKnown.containers === 0 ? [] : [`Not known: ${extentWords(notKnown)} could not be verified.`]),
  ...(unread.length === 0 ? [] : [`Not known: ${countOf(unread.length, 'cluster')} could not be read.`]),
  ...(passes.containers === 0 ? [] : [`No longer untrusted: ${extentWords(passes)}.`]),
];

/** A preview as a report for people. */
export const describePreview = (preview: Preview, deployment: string): Report => ({
  title: `image-trust preview of ${deployment}`,
  lead: leadOf(preview),
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
