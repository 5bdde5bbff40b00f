import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');

/** How the stand-in for image-trust answers. */
export interface StandInAnswer {
  readonly status?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  /** Undefined: the file of --markdown is not written, as after a usage error. */
  readonly markdown?: string;
  /** Whether the files of --junit and --sarif are written. Default: true. */
  readonly reports?: boolean;
}

/** What verify prints of an untrusted image; with it, 1 is its exit status. */
export const UNTRUSTED = `${JSON.stringify([{ image: 'a:1', verdict: 'untrusted' }], null, 2)}\n`;

// Records its arguments, folder and environment, writes the files that options name, and ends with the status of its answer.
const STAND_IN = `
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const folder = join(__dirname, '..');
const { status = 0, stdout = '', stderr = '', markdown, reports = true } = JSON.parse(
  readFileSync(join(folder, 'answer.json'), 'utf8'),
);
const args = process.argv.slice(2);
writeFileSync(join(folder, 'call.json'), JSON.stringify({ args, folder: process.cwd(), environment: process.env }));
if (markdown !== undefined) writeFileSync(args[args.indexOf('--markdown') + 1], markdown);
for (const option of reports ? ['--junit=', '--sarif='] : [])
  for (const arg of args) if (arg.startsWith(option)) writeFileSync(arg.slice(option.length), 'a report');
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = status;
`;

/** What the stand-in was run with. */
export interface StandInCall {
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** A checkout of this project with the real scripts of the pipelines, and a stand-in for image-trust. */
export const makeStandInCheckout = (root: string) => {
  mkdirSync(join(root, 'bin'), { recursive: true });
  cpSync(join(ROOT, 'pipelines'), join(root, 'pipelines'), { recursive: true });
  mkdirSync(join(root, 'images'));
  cpSync(join(ROOT, 'images/verifier'), join(root, 'images/verifier'), { recursive: true });
  writeFileSync(join(root, 'bin/image-trust.js'), STAND_IN);
  const call = join(root, 'call.json');
  return {
    scripts: join(root, 'pipelines/verify'),
    answer: (answer: StandInAnswer): void => writeFileSync(join(root, 'answer.json'), JSON.stringify(answer)),
    call: (): StandInCall | undefined =>
      existsSync(call) ? (JSON.parse(readFileSync(call, 'utf8')) as StandInCall) : undefined,
  };
};

/** A checkout as `makeStandInCheckout` makes it. */
export type StandInCheckout = ReturnType<typeof makeStandInCheckout>;
