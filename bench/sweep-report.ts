import { SWEEP_MEMORY_MEGABYTES } from '../contracts/functions/sweep-limits';
import { plainTable } from '../cli/shared/plain-table';
import type { Aim } from './aims';
import type { SweepTime } from './sweep-time';

const MEGABYTE = 1024 * 1024;

/** The aim for the memory of a sweep: what the function has. */
export const sweepAim = ({ tasks, images, memory }: SweepTime): Aim => ({
  name: `memory of a sweep over ${tasks} tasks and ${images} images`,
  measured: memory.peak / MEGABYTE,
  unit: 'MB',
  aim: { atMost: SWEEP_MEMORY_MEGABYTES },
});

/** The table about a sweep. */
export const sweepTable = ({ tasks, images, milliseconds, imagesAloneMs, memory, calls }: SweepTime): string => {
  const row = (name: string, value: number, decimals = 0): readonly string[] => [name, value.toFixed(decimals)];
  return plainTable(
    [`SWEEP OVER ${tasks} TASKS, ${images} IMAGES`, ''],
    [
      row('ms in all', milliseconds),
      row('ms for each 1,000 tasks', (milliseconds * 1_000) / tasks),
      row('ratio to a sweep over one task for each image', milliseconds / imagesAloneMs, 2),
      row('MB of memory before the sweep', memory.before / MEGABYTE),
      row('MB more during the sweep, at most', (memory.peak - memory.before) / MEGABYTE),
      ...Object.entries(calls).map(([name, count]) => row(`calls of ${name}`, count)),
    ],
    { right: [''] },
  );
};
