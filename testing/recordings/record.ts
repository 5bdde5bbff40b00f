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

Records real runs of notation in an offline world, one file for each case, for the tests of the classification.

  --check      writes nothing: exit status 1 where a run ends otherwise than its recording, or is classified otherwise
  --only NAME  only the cases whose name contains NAME`;

const DIRECTORY = join(__dirname, '../../__tests__/fixtures/notation');
const fileOf = ({ name }: RecordedCase): string => join(DIRECTORY, `${name}.json`);

/** How a run ended, and what the product makes of it. */
const kindOf = (recording: Recording): string => {
  const { result } = recording;
  const verdict = classifyOutcome({ ...recording, policy: 'recorded' });
  const end = result.kind === 'exited' ? `exited ${String(result.status)}` : result.kind;
  const cause = verdict.kind === 'inconclusive' ? verdict.cause : '';
  return [end, verdict.kind, cause, reasonOf(verdict) ?? ''].filter((word) => word !== '').join(' ');
};

const compare = async (take: RecordedCase, recording: Recording): Promise<boolean> => {
  const [recorded, now] = [kindOf(parseRecording(await readFile(fileOf(take), 'utf8'))), kindOf(recording)];
  if (recorded !== now) console.log(`${take.name}: recorded ${recorded}, now ${now}`);
  return recorded === now;
};

const write = async (take: RecordedCase, recording: Recording): Promise<boolean> => {
  await writeFile(fileOf(take), toRecordingText(recording));
  return true;
};

/** Takes away what no take makes any more. */
const removeOthers = async (): Promise<void> => {
  const known = new Set(RECORDED_CASES.map(({ name }) => `${name}.json`));
  const others = (await readdir(DIRECTORY)).filter((file) => !known.has(file));
  for (const file of others) await rm(join(DIRECTORY, file));
};

const record = async (takes: readonly RecordedCase[], finish: typeof write): Promise<number> => {
  const world = await startEnvironment({ progress: (line) => console.error(line) });
  try {
    const finished: boolean[] = [];
    for (const [index, take] of takes.entries()) {
      console.error(`${String(index + 1)}/${String(takes.length)} ${take.title}`);
      finished.push(await finish(take, await runCase(world, take)));
    }
    return finished.every(Boolean) ? 0 : 1;
  } finally {
    await world.stop();
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
  const takes = RECORDED_CASES.filter(({ name }) => name.includes(only));
  if (takes.length === 0) throw new Error(`expected the name of a case, found ${only}`);
  if (values.check === true) return record(takes, compare);
  await mkdir(DIRECTORY, { recursive: true });
  await removeOthers();
  return record(takes, write);
};

main().then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
