import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { createTemporaryDirectory } from '../../../testing/process/temporary-directory';
import { defaultBuildSettings } from '../../../testing/tools/build-once';
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

/** Checkov's report on some stacks. */
export interface CheckovReport {
  readonly failed: readonly CheckovFinding[];
  /** The resources that it checked, whether or not a check failed. */
  readonly seen: readonly string[];
}

/**
 * Writes one file per resource and names it after the resource's address, because checkov reports only the
 * file and no type.
 */
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
  // Checkov exits with status 0 even if it couldn't read a file.
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

/** Runs checkov offline on the resources of some stacks, which are named by the last parts of their ids. */
export const runCheckov = async (stacks: Readonly<Record<string, WrittenStack>>): Promise<CheckovReport> => {
  const python = await findPythonVenv(
    { name: 'checkov', requirements: join(ROOT, 'testing/checkov/requirements.txt'), label: 'checkov' },
    defaultBuildSettings(),
  );
  const scratch = createTemporaryDirectory('checkov');
  try {
    for (const [part, stack] of Object.entries(stacks)) writeResources(join(scratch.path, part), stack);
    const options = ['--framework', 'terraform_json', '--skip-download', '--compact', '--soft-fail', '-o', 'json'];
    const { stdout } = await promisify(execFile)(python, ['-m', 'checkov.main', '-d', scratch.path, ...options], {
      env: { PATH: process.env['PATH'], HOME: scratch.path },
      maxBuffer: 100_000_000,
    });
    return read(stdout);
  } finally {
    scratch.remove();
  }
};
