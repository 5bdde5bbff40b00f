import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createTemporaryDirectory } from '../../../testing/process/temporary-directory';
import { findTools, type Tools, type ToolsOptions } from '../../../testing/tools/find-tools';

const PLUGIN = 'com.amazonaws.signer.notation.plugin';
const GO =
  'while [ "$1" != -o ]; do shift; done; echo built >> "$LOG"; printf "#!/bin/sh\\n%s" "$ANSWER" > "$2"; chmod +x "$2"';
const metadata = (description: string, name = PLUGIN): string => `echo '${JSON.stringify({ name, description })}'`;

describe('findTools', () => {
  let home: string;
  let remove: () => void;
  let progress: string[];

  beforeEach(() => {
    ({ path: home, remove } = createTemporaryDirectory('tools'));
    progress = [];
  });

  afterEach(() => remove());

  const script = async (path: string, body: string, mode = 0o755): Promise<string> => {
    const whole = join(home, path);
    await mkdir(dirname(whole), { recursive: true });
    await writeFile(whole, `#!/bin/sh\n${body}\n`, { mode });
    return whole;
  };

  const find = (environment: NodeJS.ProcessEnv = {}, overrides: Partial<ToolsOptions> = {}): Promise<Tools> =>
    findTools({
      progress: (line) => progress.push(line),
      platform: 'linux',
      directory: join(home, 'built'),
      environment: {
        HOME: home,
        PATH: `${join(home, 'bin')}:/usr/bin:/bin`,
        LOG: join(home, 'log'),
        ANSWER: metadata('a stand-in'),
        ...environment,
      },
      ...overrides,
    });

  it('says which platforms it needs on other platforms than Linux', async () => {
    await expect(find({}, { platform: 'darwin' })).rejects.toThrow(/needs Linux, WSL or the dev container, not darwin/);
  });

  it('says what to install when Go is missing', async () => {
    await expect(find({ PATH: join(home, 'bin') })).rejects.toThrow(
      /^Go 1.26 or newer is needed to build .*: install it from https:\/\/go.dev\/dl$/,
    );
  });

  it("reports Go's error when a build fails", async () => {
    await script('bin/go', 'echo checksum mismatch >&2; exit 1');
    await expect(find()).rejects.toThrow(/^could not build .*: checksum mismatch$/);
  });

  it('uses the notation on PATH when it has the right version', async () => {
    await script('bin/go', GO);
    const notation = await script('bin/notation', 'echo "Version:     v1.3.2+unreleased"');
    await expect(find()).resolves.toMatchObject({ notation });
  });

  it.each(['2.0.0-alpha.1', '1.3.20', '1.3.1'])('builds notation when PATH has version %s', async (version) => {
    await script('bin/go', GO);
    await script('bin/notation', `echo "Version:     ${version}"`);
    expect((await find()).notation).toContain(join(home, 'built'));
  });

  it('builds each program once, reports it, and leaves no scratch directory behind', async () => {
    await script('bin/go', GO);
    const first = await find();
    expect(progress.filter((line) => line.startsWith('building'))).toHaveLength(3);
    await expect(find()).resolves.toEqual(first);
    expect(progress.filter((line) => line.startsWith('building'))).toHaveLength(3);
    expect((await readdir(join(home, 'built'))).filter((name) => name.startsWith('building-'))).toEqual([]);
  });

  it('returns the same programs to two callers at once', async () => {
    await script('bin/go', `sleep 0.1; ${GO}`);
    const [one, other] = await Promise.all([find(), find()]);
    expect(one).toEqual(other);
  });

  it('uses the plugin that AWS_SIGNER_PLUGIN names, and recognises a stand-in by its description', async () => {
    await script('bin/go', GO);
    const real = await script('somewhere/plugin', metadata('AWS Signer plugin for Notation'));
    const copy = await script('somewhere/copy', metadata('A stand-in for the AWS Signer plugin'));
    expect((await find({ AWS_SIGNER_PLUGIN: real })).plugin).toEqual({ path: real, standIn: false });
    expect((await find({ AWS_SIGNER_PLUGIN: copy })).plugin).toEqual({ path: copy, standIn: true });
  });

  it.each([
    ['XDG_CONFIG_HOME', 'configuration', 'configuration/notation'],
    ['NOTATION_LIBEXEC', 'libexec', 'libexec'],
    ['UNUSED', 'unused', '.config/notation'],
  ])("finds the plugin in notation's plugin directory by %s", async (variable, value, directory) => {
    await script('bin/go', GO);
    const path = await script(`${directory}/plugins/${PLUGIN}/notation-${PLUGIN}`, metadata('real'));
    expect((await find({ [variable]: join(home, value) })).plugin).toEqual({ path, standIn: false });
  });

  it.each([
    ['which is not an executable file', 'exit 0', 0o644],
    ['does not support get-plugin-metadata', 'exit 1', 0o755],
    ['calls itself "another"', metadata('x', 'another'), 0o755],
  ])('refuses an AWS_SIGNER_PLUGIN that %s', async (reason, body, mode) => {
    const path = await script('somewhere/plugin', body, mode);
    await expect(find({ AWS_SIGNER_PLUGIN: path })).rejects.toThrow(reason);
  });
});
