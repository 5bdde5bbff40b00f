import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { parseJsonOrUndefined } from '../contracts/schema/parse-json-or-undefined';

const HELP = `Usage: npm run audit -- npm | go

Asks a data base of known vulnerabilities about what this project is made of.

  npm     npm audit over package-lock.json; vulnerabilities of severity high or critical count
  go      govulncheck over each Go module; vulnerabilities in code that is called count
  --help  this text

Exit codes: 0 nothing known, 1 something known, 2 wrong use, 3 the data base or the tool could not be asked.
`;

const GO_MODULES_IN = ['images', 'testing'];
// By version; Go checks its hash against its own data base of checksums.
const GOVULNCHECK = 'golang.org/x/vuln/cmd/govulncheck@v1.9.0';
/** How `go run` tells that the program that it ran ended with 3, by which govulncheck says that it found something. */
const FOUND = 'exit status 3';

/** What became of a question to such a data base. */
type Answer =
  | { readonly kind: 'clean' }
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'not-asked'; readonly reason: string };

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const run = (program: string, args: readonly string[]): Ended => {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 100_000_000 });
  return error ? { status: null, stdout: '', stderr: error.message } : { status, stdout, stderr };
};

const npmReport = z.object({ metadata: z.object({ vulnerabilities: z.record(z.string(), z.number()) }) });
const npmFailure = z.object({ message: z.string() });

const askNpm = (): Answer => {
  const { stdout, stderr } = run('npm', ['audit', '--audit-level=high', '--json']);
  // npm prints nothing on standard output when it fails early; the reason is on standard error then.
  const answer = parseJsonOrUndefined(stdout);
  const report = npmReport.safeParse(answer);
  if (!report.success)
    return { kind: 'not-asked', reason: npmFailure.safeParse(answer).data?.message ?? stderr.trim() };
  const { high = 0, critical = 0 } = report.data.metadata.vulnerabilities;
  return high + critical === 0
    ? { kind: 'clean' }
    : { kind: 'found', text: `${high} high, ${critical} critical: npm audit tells them` };
};

const askGo = (module: string): Answer => {
  const hasTool = /^tool /m.test(readFileSync(join(module, 'go.mod'), 'utf8'));
  const { status, stdout, stderr } = run('go', ['run', GOVULNCHECK, '-C', module, hasTool ? 'tool' : './...']);
  if (status === 0) return { kind: 'clean' };
  return stderr.includes(FOUND)
    ? { kind: 'found', text: `${module}:\n${stdout.trim()}` }
    : { kind: 'not-asked', reason: stderr.replace('exit status 1', '').trim() };
};

const QUESTIONS: Readonly<Record<string, () => readonly Answer[]>> = {
  npm: () => [askNpm()],
  go: () =>
    GO_MODULES_IN.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
      .filter((module) => existsSync(join(module, 'go.mod')))
      .map(askGo),
};

/** Exit status of one answer; what stands against it goes to where talk goes. */
const tell = (answer: Answer): number => {
  switch (answer.kind) {
    case 'clean':
      return 0;
    case 'found':
      process.stdout.write(`${answer.text}\n`);
      return 1;
    case 'not-asked':
      process.stderr.write(`audit: could not be asked: ${answer.reason.replaceAll(/\s+/g, ' ')}\n`);
      return 3;
  }
};

const main = (args: readonly string[]): number => {
  const options = { help: { type: 'boolean', short: 'h' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const [name = '', ...more] = positionals;
  const ask = Object.hasOwn(QUESTIONS, name) ? QUESTIONS[name] : undefined;
  if (ask === undefined || more.length > 0)
    throw new Error(`expected npm or go, found ${positionals.join(' ') || 'nothing'}: see --help`);
  const statuses = ask().map(tell);
  // Something known matters more than something that nobody could be asked about.
  return statuses.includes(1) ? 1 : Math.max(0, ...statuses);
};

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`audit: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
