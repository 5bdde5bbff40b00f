import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { EmulatedEnvironment } from '../../../testing/environment/emulated-environment';

const STORE = join('truststore', 'x509', 'signingAuthority', 'aws-signer-ts');

/** What notation said, and how it ended: the exit status, or the signal that ended it. */
export interface NotationOutcome {
  readonly ended: number | NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const createConfiguration = async (
  world: EmulatedEnvironment,
  trustedIdentities: readonly string[],
): Promise<string> => {
  const directory = await mkdtemp(join(world.directory, 'verify-'));
  await mkdir(join(directory, STORE), { recursive: true });
  await copyFile(world.notation.rootCertificate, join(directory, STORE, 'root.crt'));
  const statement = {
    name: 'test',
    registryScopes: ['*'],
    signatureVerification: { level: 'strict' },
    trustStores: ['signingAuthority:aws-signer-ts'],
    trustedIdentities,
  };
  await writeFile(join(directory, 'trustpolicy.json'), JSON.stringify({ version: '1.0', trustPolicies: [statement] }));
  return directory;
};

/** Runs real `notation verify` in an offline world, with a strict policy that trusts those profiles only. */
export const verifyWithNotation = async (
  world: EmulatedEnvironment,
  reference: string,
  { trusted, deadline = 30_000 }: { readonly trusted: readonly string[]; readonly deadline?: number },
): Promise<NotationOutcome> => {
  const env = {
    ...world.processEnvironment,
    HOME: world.directory,
    NOTATION_CONFIG: await createConfiguration(world, trusted),
    NOTATION_LIBEXEC: world.notation.libexec,
    NOTATION_USERNAME: 'AWS',
    NOTATION_PASSWORD: world.ecrPassword,
  };
  const flags = ['verify', '--verbose', '--max-signatures', '20', '--', reference];
  const child = spawn(world.notation.path, flags, { env, timeout: deadline, killSignal: 'SIGKILL' });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { ended: await ended, stdout, stderr };
};
