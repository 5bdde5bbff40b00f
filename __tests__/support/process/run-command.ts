import { execFile } from 'node:child_process';

/** How a command ended, and what it said. */
export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. */
export const runCommand = (
  command: string,
  args: readonly string[],
  { env, cwd }: { readonly env: NodeJS.ProcessEnv; readonly cwd: string },
): Promise<CommandResult> =>
  new Promise((done) => {
    const child = execFile(command, [...args], { env, cwd, maxBuffer: 2 ** 26 }, (_error, stdout, stderr) =>
      done({ status: child.exitCode, stdout, stderr }),
    );
  });
