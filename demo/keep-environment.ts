import { writeWorldFiles } from './environment-file';
import type { DemoContext } from './play-scene';
import { SceneBuilder } from './scene-builder';

/** Leaves the world up, tells a person how to use it, and returns after Ctrl-C. */
export const keepEnvironment = async (
  { stage, profiles }: DemoContext,
  tell: (text: string) => void,
): Promise<void> => {
  // Heard from the beginning, and more than once: whoever ends the world by a signal expects it to be gone.
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
  const scenery = new SceneBuilder(stage.world, profiles, 'kept');
  const signed = await scenery.pushSigned('signed');
  const unsigned = await scenery.push('unsigned');
  const repository = scenery.repository('unreachable');
  const unreachable = await scenery.pushSigned('unreachable', { repository });
  scenery.disturbRegistry(repository, { kind: 'status', status: 503 });
  const { environment, trust } = await writeWorldFiles({ stage, profiles });
  const ask = `npx image-trust verify --trust ${trust}`;
  const lines = [
    'The world stays up until Ctrl-C. In another terminal, in this directory:',
    '',
    `source ${environment}`,
    `${ask} ${signed.reference}      # signed: exit status 0`,
    `${ask} ${unsigned.reference}    # unsigned: 1`,
    `${ask} ${unreachable.reference} # its registry fails: 3`,
    `notation verify ${signed.reference}`,
    '',
  ];
  tell(lines.join('\n'));
  await asked;
};
