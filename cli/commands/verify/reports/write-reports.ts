import { ToolFailure } from '../../../shared/failure';
import { checkWritable, writeOutput } from '../../../shared/output-file';
import type { VerifyOptions } from '../options';
import { renderJunit } from './junit';
import { renderVerdictMarkdown } from './markdown';
import type { Report } from './report';
import { renderSarif } from './sarif';

type Files = Pick<VerifyOptions, 'junit' | 'sarif' | 'markdown'>;

const RENDER = { junit: renderJunit, sarif: renderSarif, markdown: renderVerdictMarkdown } as const satisfies Record<
  keyof Files,
  (report: Report) => string
>;

const FORMATS = ['junit', 'sarif', 'markdown'] as const;

/**
 * Checks before the images are verified that the reports can be written.
 * @throws UsageError if one cannot.
 */
export const checkReports = (files: Files): void =>
  FORMATS.forEach((format) => {
    const file = files[format];
    if (file !== undefined) checkWritable(`--${format}`, file);
  });

const problemOf = (write: () => void): string | undefined => {
  try {
    write();
    return undefined;
  } catch (error) {
    if (error instanceof ToolFailure) return error.message;
    throw error;
  }
};

/** Writes each report that the options name, also after another one failed. Returns a sentence for each file that could not be written. */
export const writeReports = (files: Files, report: Report): readonly string[] =>
  FORMATS.flatMap((format) => {
    const file = files[format];
    const problem = file === undefined ? undefined : problemOf(() => writeOutput(file, RENDER[format](report)));
    return problem === undefined ? [] : [problem];
  });
