import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMoto } from '../../../testing/moto/moto-server';

/** Plays python3, and the Python of its environment, where `moto` is what runs in place of moto. */
const pythonThatRuns = (moto: string): string => `#!/bin/sh
case "$*" in
-c*) echo "3.12 3.12.1 /usr" ;;
"-m venv "*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
"-m moto.server -H 127.0.0.1 -p 0") ${moto} ;;
esac
`;

describe('startMoto', () => {
  let home: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'moto-'));
  });

  afterEach(() => rm(home, { recursive: true }));

  const start = async (moto: string): Promise<unknown> => {
    await writeFile(join(home, 'python3'), pythonThatRuns(moto), { mode: 0o755 });
    const environment = { PATH: `${home}:/usr/bin:/bin`, HOME: home };
    return startMoto({ directory: join(home, 'built'), progress: () => undefined, environment });
  };

  it('says what moto said when it ends before it serves', async () => {
    await expect(start('echo "no module named moto" >&2; exit 3')).rejects.toThrow(
      /^moto ended with 3 before it served: no module named moto$/,
    );
  });

  it('fails when what answers does not take its settings', async () => {
    const moto = `exec ${process.execPath} -e '
      const server = require("node:http").createServer((_, response) => { response.statusCode = 404; response.end(); });
      server.listen(0, "127.0.0.1", () => console.error(" * Running on http://127.0.0.1:" + server.address().port));
    '`;
    await expect(start(moto)).rejects.toThrow(/^moto did not take its settings: it answered 404$/);
  });
});
