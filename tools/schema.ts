import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { jsonSchemas, type JsonSchemaFile } from '../contracts/schema/json-schemas';

const USAGE = `Usage: npm run schema [-- --check]

Writes the JSON Schemas of the contracts.

  --check  writes nothing; exits with 1 if a file is not up to date
  --help   prints this help`;

const root = join(__dirname, '..');

const textOf = async ({ file, schema }: JsonSchemaFile): Promise<string> =>
  format(JSON.stringify(schema), { ...(await resolveConfig(join(root, file))), filepath: file });

const isCurrent = async (each: JsonSchemaFile): Promise<boolean> => {
  const path = join(root, each.file);
  return existsSync(path) && readFileSync(path, 'utf8') === (await textOf(each));
};

const check = async (): Promise<number> => {
  const current = await Promise.all(jsonSchemas().map(isCurrent));
  const stale = jsonSchemas().filter((_, index) => current[index] === false);
  for (const { file } of stale) console.error(`${file} is not up to date: run npm run schema`);
  return stale.length === 0 ? 0 : 1;
};

const write = async (): Promise<number> => {
  for (const each of jsonSchemas()) {
    writeFileSync(join(root, each.file), await textOf(each));
    console.log(each.file);
  }
  return 0;
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help === true) {
    console.log(USAGE);
    return 0;
  }
  return values.check === true ? check() : write();
};

main().then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
