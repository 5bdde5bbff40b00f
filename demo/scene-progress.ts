import { progressOn, type ProgressStream } from '../cli/shared/progress';
import type { SceneResult } from './run-scene';

/** Prints a line for each finished scene, such as `[3/32] revoked-job: as expected (0.1 s)`. */
export const sceneProgress = (stream: ProgressStream, count: number): ((result: SceneResult) => void) => {
  let finished = 0;
  return ({ scene, problems, milliseconds }) => {
    finished += 1;
    const outcome = problems.length === 0 ? 'as expected' : 'NOT AS EXPECTED';
    const time = `${(milliseconds / 1_000).toFixed(1)} s`;
    progressOn(stream, `[${finished}/${count}] ${scene.name}`).say(`${outcome} (${time})`);
  };
};
