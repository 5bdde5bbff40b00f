import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openerFor, openWith } from '../../../../cli/commands/report/report-ports';

describe('openWith', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'open-with-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A program that writes its arguments to a file, one a line. */
  const opener = (status: number): string => {
    const file = join(folder, 'opener');
    writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$@" >'${folder}/seen'\nexit ${status}\n`, { mode: 0o755 });
    return file;
  };

  it('gives the file to the program as one argument, which no shell reads', async () => {
    const hostile = join(folder, "$(touch ran); 'report'.html");
    expect(await openWith(opener(0))(hostile)).toBe(true);
    expect(readFileSync(join(folder, 'seen'), 'utf8')).toBe(`${hostile}\n`);
  });

  it('is false if the program fails or is missing', async () => {
    expect(await openWith(opener(3))('report.html')).toBe(false);
    expect(await openWith(join(folder, 'missing'))('report.html')).toBe(false);
  });
});

describe('openerFor', () => {
  it.each([
    ['darwin', 'open'],
    ['win32', 'explorer.exe'],
    ['linux', 'xdg-open'],
    ['freebsd', 'xdg-open'],
  ] as const)('on %s is %s', (platform, program) => {
    expect(openerFor(platform)).toBe(program);
  });
});
