import { isDeepStrictEqual } from 'node:util';
import type { Lock } from '../../../../contracts/lock/lock';
import { writeLock } from '../lock-file';
import type { ImagePlan } from '../plan';
import { progressOn } from '../../../shared/progress';
import { runPlan, type ImageResult, type RunTools } from './run-plan';

/** What running several plans uses. */
export interface RunPlansTools extends Omit<RunTools, 'progress'> {
  readonly lock: Lock;
  /** The path of the lock. */
  readonly file: string;
  /** Called for each image that is done and locked. */
  readonly onDone: (name: string) => void;
}

const DONE: Readonly<Record<ImageResult['done'], string>> = {
  nothing: 'unchanged',
  signed: 'unchanged, signed again',
  'sbom-attached': 'unchanged, SBOM attached',
  pushed: 'pushed',
};

const lineFor = ({ image }: ImagePlan, { locked, done }: ImageResult): string => {
  const signed = image.signatures === 'one' ? 'signed' : 'unsigned on purpose';
  return `${image.name}  ${locked.repository}@${locked.digest}  ${DONE[done]}, ${signed}\n`;
};

/**
 * Runs plans one after the other and prints one line for each. The lock is rewritten after each image that changed it, so that it always
 * holds exactly what was pushed and signed.
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
    onDone(name);
    process.stdout.write(lineFor(plan, result));
  }
  const what = changes === 0 ? 'nothing to do' : `${changes} of ${plans.length} changed: commit ${file}`;
  process.stderr.write(`${what}\n`);
};
