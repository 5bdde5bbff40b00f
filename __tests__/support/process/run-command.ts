import { execFile } from 'node:child_process';

/** A command's exit status and output. */
export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program and waits until it has ended. */
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
