import { spawn } from 'node:child_process';
import type { CommandResult } from '../support/process/run-command';
import { IMAGE_TRUST, type DeployEnvironment } from './deploy-environment';

/** Runs image-trust, and interrupts it as Ctrl-C does once it has written a text to stderr. */
export const interruptCommand = (
  { variables, directory }: Pick<DeployEnvironment, 'variables' | 'directory'>,
  text: string,
  args: readonly string[],
): Promise<CommandResult> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [IMAGE_TRUST, ...args], { cwd: directory, env: variables });
    let [stdout, stderr, isInterrupted] = ['', '', false];
    child.stdout.on('data', (chunk: Buffer) => void (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      if (isInterrupted || !stderr.includes(text)) return;
      isInterrupted = true;
      child.kill('SIGINT');
    });
    child.on('error', fail);
    child.on('close', (status) => done({ status, stdout, stderr }));
  });
