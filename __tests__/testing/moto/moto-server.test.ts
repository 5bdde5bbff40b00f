import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startMoto } from '../../../testing/moto/moto-server';
import { createTemporaryDirectory, type TemporaryDirectory } from '../../../testing/process/temporary-directory';

/** A stand-in for python3 and for the virtual environment's Python, which runs that command in place of moto. */
const pythonThatRuns = (moto: string): string => `#!/bin/sh
case "$*" in
-c*) echo "3.12 3.12.1 /usr" ;;
"-m venv "*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
"-m moto.server -H 127.0.0.1 -p 0") ${moto} ;;
esac
`;

describe('startMoto', () => {
  let home: TemporaryDirectory;

  beforeEach(() => {
    home = createTemporaryDirectory('moto');
  });

  afterEach(() => home.remove());

  const start = async (moto: string): Promise<unknown> => {
    await writeFile(join(home.path, 'python3'), pythonThatRuns(moto), { mode: 0o755 });
    const environment = { PATH: `${home.path}:/usr/bin:/bin`, HOME: home.path };
    return startMoto({ directory: join(home.path, 'built'), progress: () => undefined, environment });
  };

  it('fails with the last lines of moto when moto exits before it listens', async () => {
    await expect(start('echo "no module named moto" >&2; exit 3')).rejects.toThrow(
      /^moto exited with status 3 before it listened: no module named moto$/,
    );
  });

  it('fails when moto refuses its settings', async () => {
    const moto = `exec ${process.execPath} -e '
      const server = require("node:http").createServer((_, response) => { response.statusCode = 404; response.end(); });
      server.listen(0, "127.0.0.1", () => console.error(" * Running on http://127.0.0.1:" + server.address().port));
    '`;
    await expect(start(moto)).rejects.toThrow(/^moto refused its settings with status 404$/);
  });
});
