import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPythonVenv } from '../../../testing/tools/python-venv';

// Plays python3: says who it is, makes an "environment" whose Python writes down what it was asked.
const PYTHON = `case "$*" in
-c*) echo "$WHO" ;;
"-m venv "*) [ -z "$NO_VENV" ] || { echo "$NO_VENV"; exit 1; }; mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
"-m pip install "*) echo "$*" >> "$LOG"; [ -z "$NO_PIP" ] || { echo "$NO_PIP" >&2; exit 1; } ;;
esac`;

describe('findPythonVenv', () => {
  let home: string;
  let progress: string[];

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'python-venv-'));
    progress = [];
    await writeFile(join(home, 'python3'), `#!/bin/sh\n${PYTHON}\n`);
    await chmod(join(home, 'python3'), 0o755);
    await writeFile(join(home, 'requirements.txt'), 'one==1.0\n');
  });

  afterEach(() => rm(home, { recursive: true }));

  const find = (environment: NodeJS.ProcessEnv = {}): Promise<string> =>
    findPythonVenv(
      { name: 'one', requirements: join(home, 'requirements.txt'), label: 'the package one' },
      {
        directory: join(home, 'built'),
        progress: (line) => progress.push(line),
        environment: {
          PATH: `${home}:/usr/bin:/bin`,
          WHO: '3.12 3.12.1 /usr',
          LOG: join(home, 'log'),
          ...environment,
        },
      },
    );

  it('installs wheels only, each by its hash, and nothing that is not listed', async () => {
    await expect(find()).resolves.toMatch(/\/built\/one-[0-9a-f]{12}\/bin\/python$/);
    await expect(readFile(join(home, 'log'), 'utf8')).resolves.toBe(
      `-m pip install --quiet --no-deps --only-binary=:all: --require-hashes -r ${join(home, 'requirements.txt')}\n`,
    );
  });

  it('installs once, tells so, and leaves nothing half done', async () => {
    const first = await find();
    await expect(find()).resolves.toBe(first);
    expect(progress).toEqual([
      'building the package one (needed once) …',
      expect.stringMatching(/^built the package one in \d+\.\d s$/),
    ]);
    await expect(readdir(join(home, 'built'))).resolves.toHaveLength(1);
  });

  it('gives two callers at once the same environment', async () => {
    const [one, other] = await Promise.all([find(), find()]);
    expect(one).toBe(other);
  });

  it.each([
    ['other requirements', () => writeFile(join(home, 'requirements.txt'), 'one==2.0\n'), {}],
    ['another Python', () => Promise.resolve(), { WHO: '3.13 3.13.0 /usr' }],
  ])('installs anew for %s', async (_, change, environment) => {
    const first = await find();
    await change();
    await expect(find(environment)).resolves.not.toBe(first);
  });

  it.each([
    [
      'Python is missing',
      { PATH: '/nowhere' },
      /^Python 3\.11 or newer is needed for the package one: install python3 and its venv module/,
    ],
    [
      'Python is too old',
      { WHO: '3.9 3.9.2 /usr' },
      /^Python 3\.11 or newer is needed for the package one, python3 is 3\.9$/,
    ],
    [
      'the venv module is missing',
      { NO_VENV: 'ensurepip is not available' },
      /^could not make a virtual environment .*: ensurepip is not available; .*apt-get install python3-venv\)$/,
    ],
    [
      'a package cannot be installed',
      { NO_PIP: 'ERROR: hashes differ' },
      /^could not install the package one: ERROR: hashes differ$/,
    ],
  ])('says so in one line when %s, and leaves nothing half done', async (_, environment, message) => {
    await expect(find(environment)).rejects.toThrow(message);
    await expect(readdir(join(home, 'built')).catch(() => [])).resolves.toEqual([]);
  });
});
