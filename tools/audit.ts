import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { parseJsonOrUndefined } from '../contracts/schema/parse-json-or-undefined';

const HELP = `Usage: npm run audit -- npm | go

Looks up this project's dependencies in a database of known vulnerabilities.

  npm     runs npm audit; reports vulnerabilities of severity high or critical
  go      runs govulncheck for each Go module; reports vulnerabilities in code that is called
  --help  prints this help

Exit codes: 0 none found, 1 vulnerabilities found, 2 usage error, 3 the tool or its database is not available.
`;

const GO_MODULES_IN = ['images', 'testing'];
// Pinned by version; Go checks its hash against Go's checksum database.
const GOVULNCHECK = 'golang.org/x/vuln/cmd/govulncheck@v1.9.0';
/**
 * `go run` prints this when the program that it ran ended with exit code 3; govulncheck does so when it found
 * vulnerabilities.
 */
const FOUND = 'exit status 3';

/** The result of one audit. */
type Audit =
  | { readonly kind: 'clean' }
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'unavailable'; readonly reason: string };

interface ProcessResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const runProgram = (program: string, args: readonly string[]): ProcessResult => {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 100_000_000 });
  return error ? { status: null, stdout: '', stderr: error.message } : { status, stdout, stderr };
};

const npmReport = z.object({ metadata: z.object({ vulnerabilities: z.record(z.string(), z.number()) }) });
const npmFailure = z.object({ message: z.string() });

const auditNpm = (): Audit => {
  const { stdout, stderr } = runProgram('npm', ['audit', '--audit-level=high', '--json']);
  // npm prints nothing on standard output when it fails early; the reason is on standard error then.
  const answer = parseJsonOrUndefined(stdout);
  const parsed = npmReport.safeParse(answer);
  if (!parsed.success)
    return { kind: 'unavailable', reason: npmFailure.safeParse(answer).data?.message ?? stderr.trim() };
  const { high = 0, critical = 0 } = parsed.data.metadata.vulnerabilities;
  return high + critical === 0
    ? { kind: 'clean' }
    : { kind: 'found', text: `${high} high, ${critical} critical: see npm audit` };
};

const auditGo = (module: string): Audit => {
  const hasTool = /^tool /m.test(readFileSync(join(module, 'go.mod'), 'utf8'));
  const { status, stdout, stderr } = runProgram('go', ['run', GOVULNCHECK, '-C', module, hasTool ? 'tool' : './...']);
  if (status === 0) return { kind: 'clean' };
  return stderr.includes(FOUND)
    ? { kind: 'found', text: `${module}:\n${stdout.trim()}` }
    : { kind: 'unavailable', reason: stderr.replace('exit status 1', '').trim() };
};

const AUDITS: Readonly<Record<string, () => readonly Audit[]>> = {
  npm: () => [auditNpm()],
  go: () =>
    GO_MODULES_IN.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
      .filter((module) => existsSync(join(module, 'go.mod')))
      .map(auditGo),
};

/** Prints the result of one audit and returns its exit code. */
const report = (audit: Audit): number => {
  switch (audit.kind) {
    case 'clean':
      return 0;
    case 'found':
      process.stdout.write(`${audit.text}\n`);
      return 1;
    case 'unavailable':
      process.stderr.write(`audit: not available: ${audit.reason.replaceAll(/\s+/g, ' ')}\n`);
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
  const run = Object.hasOwn(AUDITS, name) ? AUDITS[name] : undefined;
  if (run === undefined || more.length > 0)
    throw new Error(`expected npm or go, found ${positionals.join(' ') || 'nothing'}: see --help`);
  const statuses = run().map(report);
  // A vulnerability matters more than an audit that was not available.
  return statuses.includes(1) ? 1 : Math.max(0, ...statuses);
};

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`audit: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
