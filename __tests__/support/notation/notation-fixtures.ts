import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { classifyOutcome } from '../../../adapters/notation/classify-outcome';
import type { ProcessOutput } from '../../../adapters/process';
import type { Recording } from '../../../testing/recordings/recording';
import { parseRecording } from '../../../testing/recordings/recording-file';
import type { Verdict } from '../../../verification';

const DIRECTORY = resolve(__dirname, '../../fixtures/notation');

/** A recording with the name of its file. */
export interface NamedRecording extends Recording {
  readonly name: string;
}

/** Every recorded run of notation, by name. */
export const recordings: readonly NamedRecording[] = readdirSync(DIRECTORY)
  .sort()
  .map((file) => ({
    ...parseRecording(readFileSync(join(DIRECTORY, file), 'utf8')),
    name: file.replace(/\.json$/, ''),
  }));

/**
 * The recording of that name.
 * @throws Error when there is none.
 */
export const recordingOf = (name: string): NamedRecording => {
  const found = recordings.find((recording) => recording.name === name);
  if (found === undefined) throw new Error(`expected a recording named ${name}, found none`);
  return found;
};

/** The output of notation in a recording. */
export const outputOf = ({ name, result }: NamedRecording): ProcessOutput => {
  if (result.kind === 'not-started') throw new Error(`expected output in ${name}, found ${result.message}`);
  return result;
};

/** The same run with another standard error. */
export const withStderr = (recording: NamedRecording, stderr: string): NamedRecording => ({
  ...recording,
  result: { kind: 'exited', status: 1, ...outputOf(recording), stderr },
});

/** The product's verdict on a run, under the policy `web`. */
export const classified = (recording: Recording): Verdict => classifyOutcome({ ...recording, policy: 'web' });

const PROCESSING = 'level=info msg=Processing signature ';
const ERROR = 'Error: ';

/** The lines about signatures in a recording: from the first one up to the final error line. */
export const signatureLines = (recording: NamedRecording): readonly string[] => {
  const lines = outputOf(recording).stderr.split('\n');
  const first = lines.findIndex((line) => line.startsWith(PROCESSING));
  const last = lines.findLastIndex((line) => line.startsWith(ERROR));
  return first < 0 ? [] : lines.slice(first, last);
};

/** The run of an image whose signatures all fail, assembled from the lines about each signature. */
export const withSignatures = (recording: NamedRecording, lines: readonly string[]): NamedRecording => {
  const written = outputOf(recording).stderr.split('\n');
  const before = written.slice(
    0,
    written.findIndex((line) => line.startsWith(PROCESSING) || line.startsWith(ERROR)),
  );
  const last = `${ERROR}signature verification failed for all the signatures associated with ${recording.reference}`;
  return withStderr(recording, [...before, ...lines, last, ''].join('\n'));
};
