/** The version of the format of reports. */
export const REPORT_VERSION = 1;

/** The objects of one sweep in the bucket of reports; `sweep` is its id, an instant such as 2026-11-26T12:00:00.000Z. */
export const reportKeys = (sweep: string) => {
  const folder = sweep.replaceAll(':', '-');
  return { json: `reports/${folder}/report.json`, html: `reports/${folder}/report.html` } as const;
};

/** The object that names the latest report: `{"version": 1, "sweep": …, "key": …}`. */
export const LATEST_REPORT_KEY = 'reports/latest.json';

/** The state of a sweep that is not finished. */
export const sweepStateKey = (sweep: string): string => `sweeps/${sweep.replaceAll(':', '-')}.json.gz`;

/** The most changes that a report lists. */
export const MAX_CHANGES = 1_000;
