import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../../..');
const SCRIPT = `
  const terminal = require('./cli/shared/terraform/terminal.ts').standardTerminal();
  terminal.ask('Really? ').then(
    (answer) => console.log(JSON.stringify({ answer, interactive: Boolean(terminal.interactive) })),
    (error) => console.log(error.name + ': ' + error.message),
  );`;

const answering = (input: string) =>
  spawnSync(process.execPath, ['--require', 'tsx/cjs', '--eval', SCRIPT], { cwd: ROOT, input, encoding: 'utf8' });

describe('standardTerminal', () => {
  it('asks on stderr, reads one line, and is not interactive in a pipe', () => {
    const { stdout, stderr } = answering('  yes \nno\n');
    expect(stdout).toBe('{"answer":"yes","interactive":false}\n');
    expect(stderr).toBe('Really? ');
  });

  it('rejects when the input ends without an answer', () => {
    expect(answering('').stdout).toBe('UsageError: expected an answer, found the end of the input\n');
  });
});
