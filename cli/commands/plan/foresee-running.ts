import type { Deployment } from '../../../contracts/deployment/deployment';
import type { Report } from '../../../contracts/report/report-schema';
import { addressTrustDocument, toTrustDocument } from '../../../contracts/trust-document/trust-document';
import {
  exemptContainers,
  foresee,
  messageOf,
  toLoadedTrust,
  withoutExemption,
  type ForeseeInput,
  type Preview,
  type TrustDocument,
} from '../../../verification';
import { inventoryOf } from '../../shared/preview/reported-inventory';
import { endOf, previewContainers, toPreview, type VerdictAfter } from '../../shared/preview/to-preview';
import type { RunningPorts } from '../../shared/running/running-ports';

/** What a plan means for what runs, as far as a report says without verifying anything. */
export interface ForeseenRunning extends Preview {
  /** The sweep of the report. */
  readonly reportOf: string;
}

/** What reads reports and trust documents of a deployment. */
export type ReportReading = Pick<RunningPorts, 'readLatest' | 'readTrustDocument'>;

/** What foreseeing works with; `now` in milliseconds since the epoch. */
export interface ForeseePorts extends ReportReading {
  readonly now: () => number;
  readonly say: (line: string) => void;
}

const presentDocument = async (
  { trustDocument }: Report,
  { readTrustDocument }: ReportReading,
): Promise<TrustDocument | undefined> => {
  if (trustDocument === null) return undefined;
  // Without it, fewer verdicts can be foreseen: that is said by their number.
  return readTrustDocument(trustDocument).then(
    ({ document }) => document,
    () => undefined,
  );
};

const foreseeIn = (report: Report, document: TrustDocument, known: Omit<ForeseeInput, 'trust'>) => {
  const sources = { inventory: inventoryOf(report), report, document };
  const verdictBy = (by: TrustDocument): VerdictAfter => {
    const trust = toLoadedTrust(addressTrustDocument(by));
    return (container, before) => foresee(container, before, { trust, ...known });
  };
  const containers = previewContainers(sources, verdictBy(document));
  const ends = exemptContainers(containers, document).map((exempt) =>
    endOf(exempt, verdictBy(withoutExemption(document, exempt.name))),
  );
  return { ...toPreview(sources, containers, ends), reportOf: report.sweep };
};

/**
 * Foresees what a deployment file does to what a report lists: the saved one, else the latest of the sweep. Undefined if
 * there is none; one that cannot be read is one line for the user, and never fails the plan.
 */
export const foreseeRunning = async (
  deployment: Deployment,
  saved: Report | undefined,
  ports: ForeseePorts,
): Promise<ForeseenRunning | undefined> => {
  try {
    const report = saved ?? (await ports.readLatest());
    if (report === undefined) return undefined;
    const known = { present: await presentDocument(report, ports), now: ports.now() };
    return foreseeIn(report, toTrustDocument(deployment), known);
  } catch (error) {
    const [problem] = messageOf(error).split('\n', 1);
    ports.say(`what the plan means for what runs is not known: ${problem}`);
    return undefined;
  }
};
