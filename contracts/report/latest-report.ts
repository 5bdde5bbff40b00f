import * as z from 'zod';
import { instantField } from '../events/verdict-fields';
import { parseJsonOrUndefined } from '../schema/parse-json-or-undefined';
import { reportKeys } from './report-format';

/** Names the latest report. */
export interface LatestReport {
  /** The sweep's id, ISO 8601 in UTC with milliseconds. */
  readonly sweep: string;
  readonly key: string;
}

const latestReportSchema = z.object({ version: z.literal(1), sweep: instantField });

/** Parses the object that names the latest report; undefined for any other text. The key follows from the sweep's id. */
export const parseLatestReport = (text: string): LatestReport | undefined => {
  const parsed = latestReportSchema.safeParse(parseJsonOrUndefined(text));
  return parsed.success ? { sweep: parsed.data.sweep, key: reportKeys(parsed.data.sweep).json } : undefined;
};
