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

const forEachFile = (files: Files, work: (format: keyof Files, file: string) => void): void => {
  for (const format of FORMATS) {
    const file = files[format];
    if (file !== undefined) work(format, file);
  }
};

/**
 * Checks before the images are verified that the reports can be written.
 * @throws UsageError if one cannot.
 */
export const checkReports = (files: Files): void =>
  forEachFile(files, (format, file) => checkWritable(`--${format}`, file));

/**
 * Writes the reports that the options name.
 * @throws ToolFailure if that fails.
 */
export const writeReports = (files: Files, report: Report): void =>
  forEachFile(files, (format, file) => writeOutput(file, RENDER[format](report)));
