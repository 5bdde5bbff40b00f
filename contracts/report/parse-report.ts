import { parseContract } from '../schema/parse-contract';
import { readJson } from '../schema/read-json';
import { reportSchema, type Report } from './report-schema';

/**
 * Parses a report; `source` names it in messages.
 * @throws InvalidInputError with every problem.
 */
export const parseReport = (text: string, source: string): Report =>
  parseContract(reportSchema, readJson(text, source), source);
