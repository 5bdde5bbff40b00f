import type { DemoContext } from './demo-context';
import { SceneBuilder } from './scene-builder';
import { writeShellFiles } from './shell-files';

/** Keeps the environment running, prints how to use it from another terminal, and returns after Ctrl-C or SIGTERM. */
export const keepEnvironment = async (
  { environment, profiles }: DemoContext,
  print: (text: string) => void,
): Promise<void> => {
  // The handlers stay, so that a signal during the setup or a second one never skips the clean-up.
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
  const builder = new SceneBuilder(environment, profiles, 'kept');
  const signed = await builder.pushSigned('signed');
  const unsigned = await builder.push('unsigned');
  const repository = builder.repository('unavailable');
  const unavailable = await builder.pushSigned('unavailable', { repository });
  builder.addRegistryFault(repository, { kind: 'status', status: 503 });
  const files = await writeShellFiles(environment);
  const verify = `npx image-trust verify --trust ${files.trust}`;
  const lines = [
    'The environment keeps running until you press Ctrl-C. In another terminal, in this directory, run:',
    '',
    `source ${files.environment}`,
    `${verify} ${signed.reference}      # signed: exit code 0`,
    `${verify} ${unsigned.reference}    # unsigned: exit code 1`,
    `${verify} ${unavailable.reference} # registry unavailable: exit code 3`,
    `notation verify ${signed.reference}`,
    '',
  ];
  print(lines.join('\n'));
  await interrupted;
};
