import type { Report } from '../../../contracts/report/report-schema';
import { countOf, formatCount } from '../data/format';

/** What a report comes to; only `good` may look like good news. */
export interface Conclusion {
  readonly level: 'bad' | 'incomplete' | 'good' | 'nothing';
  readonly title: string;
  readonly explanation: string;
}

const runs = (count: number): string => `${countOf(count, 'container')} ${count === 1 ? 'runs' : 'run'}`;

const gapsOf = ({ coverage: { notCovered, clustersNotRead } }: Report): readonly string[] => [
  ...(clustersNotRead > 0
    ? [`${countOf(clustersNotRead, 'cluster')} could not be read, so more may run than this report shows`]
    : []),
  ...(notCovered > 0 ? [`${countOf(notCovered, 'container')} could not be verified`] : []),
];

const joined = (gaps: readonly string[]): string => {
  const text = gaps.join(', and ');
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
};

/** What a report comes to, the gravest first. What was not covered never counts as good, and neither does nothing at all. */
export const concludeReport = (report: Report): Conclusion => {
  const { containers, trusted, untrusted, exempt } = report.coverage;
  const gaps = joined(gapsOf(report));
  if (untrusted > 0) return { level: 'bad', title: `${runs(untrusted)} an untrusted image`, explanation: gaps };
  if (report.trustDocument === null)
    return {
      level: 'incomplete',
      title: 'Nothing could be verified',
      explanation: 'There is no usable trust document. Deploy the verifier again.',
    };
  if (gaps !== '') return { level: 'incomplete', title: 'Coverage is incomplete', explanation: gaps };
  if (containers === 0)
    return { level: 'nothing', title: 'No containers run', explanation: 'There was nothing to verify.' };
  if (trusted === 0)
    return { level: 'nothing', title: 'Every container is exempt', explanation: 'No image was verified.' };
  return {
    level: 'good',
    title: exempt === 0 ? 'Every container runs a trusted image' : 'Every container runs a trusted or exempt image',
    explanation: `${formatCount(trusted)} of ${countOf(containers, 'container')} were verified and trusted.`,
  };
};
