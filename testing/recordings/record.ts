import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { classifyOutcome } from '../../adapters/notation/classify-outcome';
import { reasonOf } from '../../verification';
import { startEnvironment } from '../environment/emulated-environment';
import type { Recording } from './recording';
import { parseRecording, toRecordingText } from './recording-file';
import { runCase } from './run-case';
import type { RecordedCase } from './recorded-case';
import { RECORDED_CASES } from './cases';

const USAGE = `Usage: npx tsx testing/recordings/record.ts [--check] [--only NAME]

Records real runs of notation in an emulated environment, one file for each case. The classification tests read them.

  --check      writes nothing; exits with status 1 if a run ends or is classified differently from its recording
  --only NAME  only the cases whose name contains NAME`;

const DIRECTORY = join(__dirname, '../../__tests__/fixtures/notation');
const fileOf = ({ name }: RecordedCase): string => join(DIRECTORY, `${name}.json`);

/** How a run ended, and the product's verdict. */
const kindOf = (recording: Recording): string => {
  const { result } = recording;
  const verdict = classifyOutcome({ ...recording, policy: 'recorded' });
  const end = result.kind === 'exited' ? `exited ${String(result.status)}` : result.kind;
  const cause = verdict.kind === 'inconclusive' ? verdict.cause : '';
  return [end, verdict.kind, cause, reasonOf(verdict) ?? ''].filter((word) => word !== '').join(' ');
};

const compare = async (recorded: RecordedCase, recording: Recording): Promise<boolean> => {
  const [before, now] = [kindOf(parseRecording(await readFile(fileOf(recorded), 'utf8'))), kindOf(recording)];
  if (before !== now) console.log(`${recorded.name}: the recording ${before}, this run ${now}`);
  return before === now;
};

const write = async (recorded: RecordedCase, recording: Recording): Promise<boolean> => {
  await writeFile(fileOf(recorded), toRecordingText(recording));
  return true;
};

/** Removes the recordings of cases that no longer exist. */
const removeOthers = async (): Promise<void> => {
  const known = new Set(RECORDED_CASES.map(({ name }) => `${name}.json`));
  const others = (await readdir(DIRECTORY)).filter((file) => !known.has(file));
  for (const file of others) await rm(join(DIRECTORY, file));
};

const runAll = async (cases: readonly RecordedCase[], finish: typeof write): Promise<number> => {
  const environment = await startEnvironment({ progress: (line) => console.error(line) });
  try {
    const finished: boolean[] = [];
    for (const [index, recorded] of cases.entries()) {
      console.error(`${String(index + 1)}/${String(cases.length)} ${recorded.title}`);
      finished.push(await finish(recorded, await runCase(environment, recorded)));
    }
    return finished.every(Boolean) ? 0 : 1;
  } finally {
    await environment.stop();
  }
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: { check: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    console.log(USAGE);
    return 0;
  }
  const { only = '' } = values;
  const cases = RECORDED_CASES.filter(({ name }) => name.includes(only));
  if (cases.length === 0) throw new Error(`expected part of a case's name, found ${only}`);
  if (values.check === true) return runAll(cases, compare);
  await mkdir(DIRECTORY, { recursive: true });
  await removeOthers();
  return runAll(cases, write);
};

main().then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
