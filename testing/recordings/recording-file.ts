import type { ProcessResult } from '../../adapters/process';
import type { Recording } from './recording';

type Output = Extract<ProcessResult, { readonly stdout: string }>;

/** A result with its output as lines, so that a diff shows the lines that changed. */
type Lined =
  | (Omit<Output, 'stdout' | 'stderr'> & { readonly stdout: readonly string[]; readonly stderr: readonly string[] })
  | Extract<ProcessResult, { readonly kind: 'not-started' }>;

const toLines = (result: ProcessResult): Lined =>
  result.kind === 'not-started'
    ? result
    : { ...result, stdout: result.stdout.split('\n'), stderr: result.stderr.split('\n') };

const fromLines = (result: Lined): ProcessResult =>
  result.kind === 'not-started'
    ? result
    : ({ ...result, stdout: result.stdout.join('\n'), stderr: result.stderr.join('\n') } as ProcessResult);

/** The content of a recording's file. */
export const toRecordingText = (recording: Recording): string =>
  `${JSON.stringify({ ...recording, result: toLines(recording.result) }, null, 2)}\n`;

/** The recording in a file's content. */
export const parseRecording = (text: string): Recording => {
  const parsed = JSON.parse(text) as Omit<Recording, 'result'> & { readonly result: Lined };
  return { ...parsed, result: fromLines(parsed.result) };
};
