import { isDeepStrictEqual } from 'node:util';
import type { Lock } from '../../../../contracts/lock/lock';
import { writeLock } from '../lock-file';
import type { ImagePlan, WantedImage } from '../plan';
import { say } from '../../../shared/print';
import { progressOn } from '../../../shared/progress';
import { runPlan, type ImageResult } from './run-plan';
import type { RunTools } from './run-tools';

/** An image that is done and locked. */
export interface DoneImage {
  /** Its name in the lock. */
  readonly name: string;
  readonly result: ImageResult;
  /** The result for people. */
  readonly line: string;
}

/** What running several plans needs besides. */
export interface RunPlansTools extends Omit<RunTools, 'progress'> {
  readonly lock: Lock;
  /** The path of the lock. */
  readonly file: string;
  /** Called for each image when it is done and locked. */
  readonly onDone: (done: DoneImage) => void;
}

const DONE: Readonly<Record<ImageResult['done'], string>> = {
  nothing: 'unchanged',
  signed: 'unchanged, signed again',
  'sbom-attached': 'unchanged, SBOM attached',
  pushed: 'pushed',
};

const SIGNED: Readonly<Record<WantedImage['signatures'], string>> = {
  one: 'signed',
  none: 'unsigned on purpose',
  foreign: 'signed by a profile that is not trusted, on purpose',
  revoked: 'signed and revoked, on purpose',
};

const lineFor = ({ image }: ImagePlan, { locked, done }: ImageResult): string => {
  return `${image.name}  ${locked.repository}@${locked.digest}  ${DONE[done]}, ${SIGNED[image.signatures]}\n`;
};

/**
 * Runs plans one after the other. The lock is written whole after each image that changed it, so that what
 * was pushed and signed is never forgotten, and what was not is never in it.
 */
export const runPlans = async (plans: readonly ImagePlan[], settings: RunPlansTools): Promise<void> => {
  const { lock, file, onDone, ...tools } = settings;
  let current = lock;
  let changes = 0;
  for (const [index, plan] of plans.entries()) {
    const { name } = plan.image;
    const progress = progressOn(process.stderr, `[${index + 1}/${plans.length}] ${name}`);
    const result = await runPlan(plan, { ...tools, progress });
    if (!isDeepStrictEqual(result.locked, current.images[name])) {
      changes += 1;
      current = { ...current, images: { ...current.images, [name]: result.locked } };
      await writeLock(file, current);
      progress.say(`locked in ${file}`);
    }
    onDone({ name, result, line: lineFor(plan, result) });
  }
  const what = changes === 0 ? 'nothing to do' : `${changes} of ${plans.length} changed: commit ${file}`;
  say(what);
};
