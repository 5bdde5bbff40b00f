import { chmod, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTemporaryDirectory } from '../../../testing/process/temporary-directory';
import { findPythonVenv } from '../../../testing/tools/python-venv';

// A stand-in for python3: describes itself, and creates an "environment" whose Python logs its arguments.
const PYTHON = `case "$*" in
-c*) echo "$DESCRIPTION" ;;
"-m venv "*) [ -z "$NO_VENV" ] || { echo "$NO_VENV"; exit 1; }; mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
"-m pip install "*) echo "$*" >> "$LOG"; [ -z "$NO_PIP" ] || { echo "$NO_PIP" >&2; exit 1; } ;;
esac`;

describe('findPythonVenv', () => {
  let home: string;
  let remove: () => void;
  let progress: string[];

  beforeEach(async () => {
    ({ path: home, remove } = createTemporaryDirectory('python-venv'));
    progress = [];
    await writeFile(join(home, 'python3'), `#!/bin/sh\n${PYTHON}\n`);
    await chmod(join(home, 'python3'), 0o755);
    await writeFile(join(home, 'requirements.txt'), 'one==1.0\n');
  });

  afterEach(() => remove());

  const find = (environment: NodeJS.ProcessEnv = {}): Promise<string> =>
    findPythonVenv(
      { name: 'one', requirements: join(home, 'requirements.txt'), label: 'the package one' },
      {
        directory: join(home, 'built'),
        progress: (line) => progress.push(line),
        environment: {
          PATH: `${home}:/usr/bin:/bin`,
          DESCRIPTION: '3.12 3.12.1 /usr',
          LOG: join(home, 'log'),
          ...environment,
        },
      },
    );

  it('installs only wheels, verifies their hashes, and installs only what is listed', async () => {
    await expect(find()).resolves.toMatch(/\/built\/one-[0-9a-f]{12}\/bin\/python$/);
    await expect(readFile(join(home, 'log'), 'utf8')).resolves.toBe(
      `-m pip install --quiet --no-deps --only-binary=:all: --require-hashes -r ${join(home, 'requirements.txt')}\n`,
    );
  });

  it('installs once, reports it, and leaves no scratch directory behind', async () => {
    const first = await find();
    await expect(find()).resolves.toBe(first);
    expect(progress).toEqual([
      'building the package one (needed once) …',
      expect.stringMatching(/^built the package one in \d+\.\d s$/),
    ]);
    await expect(readdir(join(home, 'built'))).resolves.toHaveLength(1);
  });

  it('returns the same environment to two callers at once', async () => {
    const [one, other] = await Promise.all([find(), find()]);
    expect(one).toBe(other);
  });

  it.each([
    ['other requirements', () => writeFile(join(home, 'requirements.txt'), 'one==2.0\n'), {}],
    ['another Python', () => Promise.resolve(), { DESCRIPTION: '3.13 3.13.0 /usr' }],
  ])('installs again for %s', async (_, change, environment) => {
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
      { DESCRIPTION: '3.9 3.9.2 /usr' },
      /^Python 3\.11 or newer is needed for the package one, python3 is 3\.9$/,
    ],
    [
      'the venv module is missing',
      { NO_VENV: 'ensurepip is not available' },
      /^could not create a virtual environment .*: ensurepip is not available; .*apt-get install python3-venv\)$/,
    ],
    [
      'a package cannot be installed',
      { NO_PIP: 'ERROR: hashes differ' },
      /^could not install the package one: ERROR: hashes differ$/,
    ],
  ])('says so in one line when %s, and leaves no scratch directory behind', async (_, environment, message) => {
    await expect(find(environment)).rejects.toThrow(message);
    await expect(readdir(join(home, 'built')).catch(() => [])).resolves.toEqual([]);
  });
});
