import { resolve } from 'node:path';
import { imageTrust } from '../../cli/image-trust';

/** The root of this checkout. */
export const ROOT = resolve(__dirname, '../..');

/** How a command ended, and what it printed. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs image-trust in this process, by default in the root of this checkout, with some variables changed. DEPLOYMENT is not set unless
 * it is among them.
 */
export const runImageTrust = async (
  args: readonly string[],
  { cwd = ROOT, env = {} }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> => {
  const before = { cwd: process.cwd(), env: process.env };
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    }),
  );
  process.chdir(cwd);
  process.env = { ...before.env, DEPLOYMENT: undefined, ...env };
  try {
    return { status: await imageTrust(args), ...written };
  } finally {
    process.env = before.env;
    process.chdir(before.cwd);
    spies.forEach((spy) => spy.mockRestore());
  }
};
