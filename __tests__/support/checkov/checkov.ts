import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { findPythonVenv } from '../../../testing/tools/python-venv';
import type { CheckovFinding } from './checkov-exceptions';
import type { WrittenStack } from '../terraform/example-synthesis';

const ROOT = resolve(__dirname, '../../..');

const recordSchema = z.object({
  check_id: z.string(),
  check_name: z.string(),
  file_path: z.string().regex(/^\/\w+\/[\w.-]+\.tf\.json$/),
});

const reportSchema = z.object({
  results: z.object({
    passed_checks: z.array(recordSchema),
    failed_checks: z.array(recordSchema),
    parsing_errors: z.array(z.string()),
  }),
});

/** What checkov says of some stacks. */
export interface CheckovReport {
  readonly failed: readonly CheckovFinding[];
  /** The resources that it looked at, whether something failed or not. */
  readonly seen: readonly string[];
}

/** Of a resource checkov tells file and name, but no type: with one file for each resource the file's name is its address. */
const writeResources = (directory: string, { resource }: WrittenStack): void => {
  mkdirSync(directory, { recursive: true });
  for (const [type, named] of Object.entries(resource))
    for (const [name, attributes] of Object.entries(named))
      writeFileSync(
        join(directory, `${type}.${name}.tf.json`),
        JSON.stringify({ resource: { [type]: { [name]: attributes } } }, null, 2),
      );
};

const resourceOf = (path: string): string =>
  path
    .slice(1)
    .replace('/', ' ')
    .replace(/\.tf\.json$/, '');

const read = (text: string): CheckovReport => {
  const { results } = reportSchema.parse(JSON.parse(text));
  // A file that it could not read it reports with exit status 0, as if nothing were wrong.
  if (results.parsing_errors.length > 0) throw new Error(`checkov could not read ${results.parsing_errors.join(', ')}`);
  const all = [...results.passed_checks, ...results.failed_checks];
  return {
    failed: results.failed_checks.map(({ check_id: check, check_name: says, file_path: path }) => ({
      check,
      says,
      resource: resourceOf(path),
    })),
    seen: [...new Set(all.map(({ file_path: path }) => resourceOf(path)))].sort(),
  };
};

/** Has checkov look at the resources of stacks, by the parts of their ids; it asks no service. */
export const runCheckov = async (stacks: Readonly<Record<string, WrittenStack>>): Promise<CheckovReport> => {
  const python = await findPythonVenv(
    { name: 'checkov', requirements: join(ROOT, 'testing/checkov/requirements.txt'), label: 'checkov' },
    {
      directory: join(ROOT, '.tools'),
      environment: process.env,
      progress: (line) => process.stderr.write(`${line}\n`),
    },
  );
  const scratch = mkdtempSync(join(tmpdir(), 'checkov-'));
  try {
    for (const [part, stack] of Object.entries(stacks)) writeResources(join(scratch, part), stack);
    const options = ['--framework', 'terraform_json', '--skip-download', '--compact', '--soft-fail', '-o', 'json'];
    const { stdout } = await promisify(execFile)(python, ['-m', 'checkov.main', '-d', scratch, ...options], {
      env: { PATH: process.env['PATH'], HOME: scratch },
      maxBuffer: 100_000_000,
    });
    return read(stdout);
  } finally {
    rmSync(scratch, { recursive: true });
  }
};
