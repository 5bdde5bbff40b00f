import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ToolFailure } from './failure';
import { runProcess, type RunProcess } from '../../adapters/process';

/** The notation of this machine: the CLI, its plugins and AWS Signer's root certificate. */
export interface InstalledNotation {
  readonly notation: string;
  readonly plugins: string;
  readonly rootCertificate: string;
}

const VERSION = /^Version:\s+v?(\S+)$/m;
const PLUGIN = 'com.amazonaws.signer.notation.plugin';
const STORES = { aws: 'aws-signer-ts', 'aws-us-gov': 'aws-us-gov-signer-ts' } as const;
const INSTALL =
  'install what is missing with the AWS Signer installer: https://docs.aws.amazon.com/signer/latest/developerguide/image-signing-prerequisites.html';

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // Absent, or this user may not run it.
    return false;
  }
};

const onPath = (name: string, environment: NodeJS.ProcessEnv): string | undefined =>
  (environment['PATH'] ?? '')
    .split(delimiter)
    .filter((directory) => directory !== '')
    .map((directory) => join(directory, name))
    .find(isExecutable);

const versionOf = async (notation: string, environment: NodeJS.ProcessEnv, run: RunProcess): Promise<string> => {
  const own = { HOME: environment['HOME'] ?? homedir() };
  const result = await run({
    command: notation,
    args: ['version'],
    environment: own,
    deadlineMs: 10_000,
    keepBytes: 65_536,
  });
  return (result.kind === 'exited' ? VERSION.exec(result.stdout)?.[1] : undefined) ?? 'unknown';
};

const certificateIn = (store: string): string | undefined => {
  const file = existsSync(store) ? readdirSync(store).sort()[0] : undefined;
  return file === undefined ? undefined : join(store, file);
};

/**
 * Finds notation 1.3 where its installer puts it: the CLI on PATH, plugins and trust store in its directories (NOTATION_LIBEXEC,
 * NOTATION_CONFIG).
 * @throws ToolFailure that lists everything that is missing, and what to install.
 */
export const findNotation = async (
  partition: 'aws' | 'aws-us-gov',
  environment: NodeJS.ProcessEnv,
  run: RunProcess = runProcess,
): Promise<InstalledNotation> => {
  const configuration = environment['NOTATION_CONFIG'] ?? join(homedir(), '.config', 'notation');
  const plugins = environment['NOTATION_LIBEXEC'] ?? configuration;
  const notation = onPath('notation', environment);
  const version = notation === undefined ? 'none' : await versionOf(notation, environment, run);
  const plugin = join(plugins, 'plugins', PLUGIN, `notation-${PLUGIN}`);
  const store = join(configuration, 'truststore', 'x509', 'signingAuthority', STORES[partition]);
  const rootCertificate = certificateIn(store);
  const problems = [
    ...(/^1\.3\./.test(version) ? [] : [`  notation: expected version 1.3 on PATH, found ${version}`]),
    ...(isExecutable(plugin) ? [] : [`  AWS Signer plugin: expected the program ${plugin}, found none`]),
    ...(rootCertificate === undefined
      ? [`  AWS Signer root certificate: expected a file in ${store}, found none`]
      : []),
  ];
  if (notation === undefined || rootCertificate === undefined || problems.length > 0)
    throw new ToolFailure('missing', ['something is not installed', ...problems, INSTALL].join('\n'));
  return { notation, plugins, rootCertificate };
};
