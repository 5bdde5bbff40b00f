import { X509Certificate } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildRuntimeClient } from '../../../testing/lambda/runtime-client';
import { defaultBuildSettings } from '../../../testing/tools/build-once';
import type { EmulatedEnvironment } from '../../../testing/environment/emulated-environment';
import { runCommand, type CommandResult } from '../process/run-command';

const PLUGIN = 'notation-com.amazonaws.signer.notation.plugin';
const ROOT = resolve(__dirname, '../../..');
const ENTRYPOINT = join(__dirname, 'lambda-base/lambda-entrypoint.sh');
const PROGRAMS = ['/bin/sh', '/bin/cp', '/bin/mkdir', '/bin/chmod', '/usr/sbin/chroot'];

/** Runs buildah with the storage for the stand-in images. */
export type RunBuildah = (...args: readonly string[]) => Promise<CommandResult>;

type Run = (command: string, ...args: readonly string[]) => Promise<string>;

const runner =
  (buildah: RunBuildah): Run =>
  async (command, ...args) => {
    const own = { env: { ...process.env, GOWORK: 'off' }, cwd: join(ROOT, 'images/verifier') };
    const result = await (command === 'buildah' ? buildah(...args) : runCommand(command, args, own));
    if (result.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${result.stderr}`);
    return result.stdout.trim();
  };

type Copy = readonly [from: string, to: string];

/** The shared libraries of programs of this machine, each at its own path. */
const withLibraries = async (run: Run, programs: readonly string[]): Promise<readonly Copy[]> => {
  const listed = await Promise.all(programs.map((program) => run('ldd', program)));
  const libraries = listed.flatMap((text) => [...text.matchAll(/(\/\S+) \(0x/g)].flatMap(([, file]) => file ?? []));
  return [...new Set(libraries)].map((file) => [realpathSync(file), file] as const);
};

/** Commits an image that contains only these copies. */
const commit = async (
  run: Run,
  name: string,
  { copies, settings = [] }: { readonly copies: readonly Copy[]; readonly settings?: readonly string[] },
): Promise<string> => {
  const container = await run('buildah', 'from', 'scratch');
  for (const [from, to] of copies) await run('buildah', 'copy', '--quiet', container, from, to);
  if (settings.length > 0) await run('buildah', 'config', ...settings, container);
  await run('buildah', 'commit', '--quiet', '--rm', container, name);
  return name;
};

/**
 * Copies the parts of this machine's Go that compile programs. The sources of Go's own commands, a third of
 * it, aren't needed.
 */
const stageGo = (root: string, directory: string): string => {
  for (const part of ['bin/go', 'go.env', 'VERSION', 'src', 'pkg/include', 'pkg/tool'])
    cpSync(join(root, part), join(directory, part), {
      recursive: true,
      filter: (path) => path !== join(root, 'src/cmd'),
    });
  return directory;
};

/**
 * Commits a stand-in for the Go image: this machine's Go, its downloaded modules, and the programs that the
 * Dockerfile calls.
 */
const commitGoBase = async (run: Run, { notation, directory }: EmulatedEnvironment): Promise<string> => {
  await run('go', 'mod', 'download');
  const [root, modules] = [await run('go', 'env', 'GOROOT'), await run('go', 'env', 'GOMODCACHE')];
  const programs = PROGRAMS.map((file) => [realpathSync(file), file] as const);
  const copies: readonly Copy[] = [
    ...programs,
    ...(await withLibraries(run, PROGRAMS)),
    [stageGo(root, join(directory, 'go-root')), '/go-root'],
    [join(modules, 'cache/download'), '/modules'],
    [notation.rootCertificate, '/root.crt'],
  ];
  const environment = [
    'PATH=/go-root/bin:/bin:/usr/sbin',
    'GOROOT=/go-root',
    'GOTOOLCHAIN=local',
    'HOME=/root',
    'TMPDIR=/root',
  ];
  return commit(run, 'localhost/go-base:1', { copies, settings: environment.map((each) => `--env=${each}`) });
};

/** Where the image has the certificate authority that it trusts. */
export const AUTHORITY_IN_IMAGE = '/etc/pki/tls/certs/ca-bundle.crt';

/**
 * Commits a stand-in for Lambda's Node image, with the same paths, variables and entry point: this machine's
 * Node, AWS's own runtime interface client, a shell, and one trusted certificate authority.
 */
export const commitNodeBase = async (
  { buildah }: { readonly buildah: RunBuildah },
  { authority, scratch }: { readonly authority: string; readonly scratch: string },
): Promise<string> => {
  const run = runner(buildah);
  const client = await buildRuntimeClient({ ...defaultBuildSettings(), progress: () => undefined });
  const empty = join(scratch, 'empty');
  mkdirSync(empty, { recursive: true });
  // Lambda writes this file for every function.
  const hosts = join(scratch, 'hosts');
  writeFileSync(hosts, '127.0.0.1 localhost\n');
  const programs = [process.execPath, '/bin/sh', join(client, 'rapid-client.node')];
  const runtime = ['index.mjs', 'rapid-client.node', 'package.json'].map(
    (file) => [join(client, file), `/var/runtime/${file}`] as const,
  );
  const copies: readonly Copy[] = [
    [process.execPath, '/var/lang/bin/node'],
    [realpathSync('/bin/sh'), '/bin/sh'],
    ...(await withLibraries(run, programs)),
    ...runtime,
    [authority, AUTHORITY_IN_IMAGE],
    [hosts, '/etc/hosts'],
    [ENTRYPOINT, '/lambda-entrypoint.sh'],
    ...['/tmp', '/dev', '/proc', '/var/task'].map((place) => [empty, place] as const),
  ];
  // The same as in `public.ecr.aws/lambda/nodejs`.
  const variables = [
    'LANG=en_US.UTF-8',
    'LAMBDA_TASK_ROOT=/var/task',
    'LAMBDA_RUNTIME_DIR=/var/runtime',
    'PATH=/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
  ].map((each) => `--env=${each}`);
  const execution = ['--workingdir=/var/task', '--entrypoint=["/lambda-entrypoint.sh"]'];
  return commit(run, 'localhost/node-base:1', { copies, settings: [...variables, ...execution] });
};

const fingerprintOf = (file: string): string =>
  new X509Certificate(readFileSync(file)).fingerprint256.replaceAll(':', '').toLowerCase();

/**
 * Commits stand-ins for everything that the image is built from, so that nothing is downloaded; returns the
 * build arguments that name them. notation itself is compiled as usual.
 */
export const commitBases = async (
  emulated: EmulatedEnvironment,
  buildah: RunBuildah,
): Promise<Readonly<Record<string, string>>> => {
  const run = runner(buildah);
  const authority = emulated.processEnvironment['SSL_CERT_FILE'] ?? '';
  return {
    GO_BASE: await commitGoBase(run, emulated),
    GOPROXY: 'file:///modules',
    NODE_BASE: await commitNodeBase({ buildah }, { authority, scratch: emulated.directory }),
    PLUGIN_IMAGE: await commit(run, 'localhost/plugin:1', { copies: [[emulated.tools.plugin.path, `/${PLUGIN}`]] }),
    ROOT_CERTIFICATE: 'file:///root.crt',
    ROOT_CERTIFICATE_SHA256: fingerprintOf(emulated.notation.rootCertificate),
  };
};
