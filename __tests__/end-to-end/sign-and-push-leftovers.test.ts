import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { containersBuilder } from '../../adapters/builders/containers-builder';
import { runProcess, type RunProcess } from '../../adapters/process';
import { storageFor } from '../support/image/buildah-storage';
import { runCommand } from '../support/process/run-command';

const BASE = 'localhost/shell:1';
const PROGRAMS = ['/bin/sh', '/bin/sleep'];

jest.setTimeout(120_000);

describe('a build with buildah itself', () => {
  let directory: string;
  let environment: Readonly<Record<string, string>>;

  const buildah = async (...args: readonly string[]): Promise<string> => {
    const result = await runCommand('buildah', args, { env: environment, cwd: directory });
    if (result.status !== 0) throw new Error(`buildah ${args.join(' ')}: ${result.stderr}`);
    return result.stdout.trim();
  };

  const containers = async (): Promise<readonly string[]> =>
    (await buildah('containers', '--quiet', '--notruncate')).split('\n').filter((id) => id !== '');

  const commitBase = async (): Promise<void> => {
    const container = await buildah('from', 'scratch');
    for (const program of PROGRAMS) {
      const { stdout } = await runCommand('ldd', [program], { env: environment, cwd: directory });
      const libraries = [...stdout.matchAll(/(\/\S+) \(0x/g)].flatMap(([, file]) => file ?? []);
      for (const file of [program, ...libraries]) await buildah('copy', '--quiet', container, realpathSync(file), file);
    }
    await buildah('commit', '--quiet', '--rm', container, BASE);
  };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'leftovers-'));
    environment = { PATH: process.env['PATH'] ?? '', HOME: directory, ...storageFor(directory) };
    await commitBase();
  });

  afterAll(async () => {
    await buildah('rm', '--all');
    await buildah('rmi', '--all', '--force');
    rmSync(directory, { recursive: true, force: true });
  });

  /** Builds two stages, the second of which runs a command. */
  const build = async (command: string, run: RunProcess = runProcess): Promise<unknown> => {
    const scratch = mkdtempSync(join(directory, 'scratch-'));
    const context = join(scratch, 'context');
    mkdirSync(context);
    writeFileSync(
      join(context, 'Dockerfile'),
      `FROM ${BASE} AS first\nRUN echo 1 > /one\nFROM ${BASE}\nCOPY --from=first /one /one\nRUN ${command}\n`,
    );
    const platform = process.arch === 'arm64' ? 'linux/arm64' : 'linux/amd64';
    const image = { name: 'leftovers', context, dockerfile: 'Dockerfile', arguments: {}, platform } as const;
    const cleanUp = <T>(work: (run: RunProcess) => Promise<T>): Promise<T> => work(runProcess);
    return containersBuilder('buildah', { run, environment, scratch, cleanUp }).build(image);
  };

  it('succeeds with a secret that it does not use, and gives the same digest in every run', async () => {
    const first = await build('echo 2 > /two');
    await expect(build('echo 2 > /two')).resolves.toMatchObject({ digest: (first as { digest: string }).digest });
    await expect(containers()).resolves.toEqual([]);
  });

  it('leaves no working container when it fails', async () => {
    await expect(build('exit 1')).rejects.toMatchObject({ code: 'failed' });
    await expect(containers()).resolves.toEqual([]);
  });

  it('leaves no working container when it is killed, and keeps those of others', async () => {
    const other = await buildah('from', '--quiet', BASE);
    const others = await containers();
    const seen: number[] = [];
    const killed: RunProcess = async (request) => {
      const result = await runProcess({ ...request, deadlineMs: 10_000 });
      seen.push((await containers()).length);
      return result;
    };
    await expect(build('sleep 60', killed)).rejects.toMatchObject({ code: 'temporary' });
    // buildah left some, or the test would show nothing.
    expect(seen[0]).toBeGreaterThan(1);
    await expect(containers()).resolves.toEqual(others);
    await buildah('rm', other);
  });
});
