import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { writeNotationConfiguration } from '../../../adapters/notation/notation-configuration';
import type { EmulatedEnvironment } from '../../../testing/environment/emulated-environment';

/** The output of notation, and how it ended: its exit status, or the signal that killed it. */
export interface NotationOutcome {
  readonly ended: number | NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs real `notation verify` in an emulated environment, with a strict policy that trusts only these profiles. */
export const verifyWithNotation = async (
  { processEnvironment, directory, notation, ecrPassword }: EmulatedEnvironment,
  reference: string,
  { trusted, deadline = 30_000 }: { readonly trusted: readonly string[]; readonly deadline?: number },
): Promise<NotationOutcome> => {
  const { rootCertificate, libexec, path } = notation;
  const policy = { statement: 'test', signers: trusted, partition: 'aws', rootCertificate } as const;
  const env = {
    ...processEnvironment,
    HOME: directory,
    NOTATION_CONFIG: await writeNotationConfiguration(directory, policy),
    NOTATION_LIBEXEC: libexec,
    NOTATION_USERNAME: 'AWS',
    NOTATION_PASSWORD: ecrPassword,
  };
  const child = spawn(path, ['verify', '--verbose', '--', reference], {
    env,
    timeout: deadline,
    killSignal: 'SIGKILL',
  });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { ended: await ended, stdout, stderr };
};
