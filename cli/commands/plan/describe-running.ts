import { countOf } from '../../shared/count-of';
import { extentWords } from '../../shared/extent-words';
import type { ForeseenRunning } from './foresee-running';
import { v, type Line } from './report/sentence';

/** What a plan means for what runs, in a few lines; nothing without a report. */
export const describeRunning = (running: ForeseenRunning | undefined): readonly Line[] => {
  if (running === undefined) return [];
  const { untrusted, enforced, notKnown, exemptions, unread, reportOf } = running;
  const ending = exemptions.filter((each) => each.untrusted.containers > 0);
  return [
    { sentence: ['By the report of the sweep of ', v(reportOf), ', without verifying anything:'] },
    ...(untrusted.containers === 0
      ? [{ sentence: ['nothing that runs is known to become or stay untrusted'] }]
      : [
          {
            alert: enforced.containers > 0 ? 'runs untrusted images in enforce' : undefined,
            sentence: [`untrusted: ${extentWords(untrusted)}; in clusters that enforce: ${extentWords(enforced)}`],
          },
        ]),
    ...(notKnown.containers + unread.length === 0
      ? []
      : [
          {
            sentence: [
              `not known without verifying: ${extentWords(notKnown)}; not read: ${countOf(unread.length, 'cluster')}; run npx image-trust preview`,
            ],
          },
        ]),
    ...ending.map(({ name, until, untrusted: then }) => ({
      sentence: ['when exemption ', v(name), ' ends at ', v(until), `, untrusted: ${extentWords(then)}`],
    })),
  ];
};
