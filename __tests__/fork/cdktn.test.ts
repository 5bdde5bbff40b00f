import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { buildOnce } from '../../testing/tools/build-once';
import { differencesOf } from '../support/domain/differences';
import { PARTS, synthesiseExample } from '../support/terraform/example-synthesis';

const ROOT = resolve(__dirname, '../..');
const PACKAGES = join(__dirname, 'cdktn');
const COPIED = ['main.ts', 'stacks', 'contracts', 'verification', 'deployments'];

/** Installs the fork's locked packages in a directory from which this project's packages resolve, too. */
const installFork = async (): Promise<string> => {
  const lock = readFileSync(join(PACKAGES, 'package-lock.json'));
  const installed = await buildOnce(
    {
      id: `cdktn-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`,
      file: join('node_modules', 'cdktn', 'package.json'),
      label: 'the fork of cdktf (cdktn)',
      build: async (cwd) => {
        for (const file of ['package.json', 'package-lock.json']) cpSync(join(PACKAGES, file), join(cwd, file));
        await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd });
      },
    },
    {
      directory: join(ROOT, '.tools'),
      environment: process.env,
      progress: (line) => process.stderr.write(`${line}\n`),
    },
  );
  return resolve(installed, '../../..');
};

const IMPORT_NAME = /(?<= from ')@?cdktf(?=[/'])/g;

/** Replaces only the import names of a file; returns how many it replaced. */
const renameImports = (file: string): number => {
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replaceAll(IMPORT_NAME, (name) => name.replace('cdktf', 'cdktn')),
  );
  return text.match(IMPORT_NAME)?.length ?? 0;
};

const filesIn = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

describe('migrating from cdktf to its fork', () => {
  let copy: string;
  let renamed: number;

  beforeAll(async () => {
    copy = mkdtempSync(join(await installFork(), 'copy-'));
    for (const name of COPIED) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    renamed = filesIn(copy).reduce((count, file) => count + renameImports(join(copy, file)), 0);
    const settings = { extends: join(ROOT, 'tsconfig.json'), compilerOptions: { types: ['node'] } };
    const files = { include: ['main.ts', 'stacks/**/*.ts'], exclude: [] };
    writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ ...settings, ...files }));
  }, 600_000);

  afterAll(() => rmSync(copy, { recursive: true }));

  const node = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: copy,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], DEPLOYMENT: 'example' },
    });
    return { status, text: `${stdout}${stderr}` };
  };

  it('needs a change of import names only: the renamed copy compiles', () => {
    expect(renamed).toBeGreaterThan(0);
    expect(node(join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.')).toEqual({ status: 0, text: '' });
  }, 120_000);

  it('yields the same stacks, except for the versions of cdktf and of the AWS provider', () => {
    const loader = join(ROOT, 'node_modules/tsx/dist/loader.mjs');
    const wrote = PARTS.map((part) => `wrote cdktf.out/stacks/example-${part}/cdk.tf.json`);
    const { status, text } = node('--import', loader, 'main.ts');
    expect({ status, lines: text.trimEnd().split('\n').sort() }).toEqual({ status: 0, lines: wrote.sort() });
    const example = synthesiseExample();
    try {
      for (const part of PARTS) {
        const file = join(copy, 'cdktf.out/stacks', `example-${part}`, 'cdk.tf.json');
        expect(differencesOf(example.stack(part), JSON.parse(readFileSync(file, 'utf8')))).toEqual([
          '//.metadata.version: "0.21.0" → "0.24.0"',
          // Terraform resolves both to the same provider.
          'terraform.required_providers.aws.source: "aws" → "hashicorp/aws"',
          'terraform.required_providers.aws.version: "6.25.0" → "6.64.0"',
        ]);
      }
    } finally {
      example.remove();
    }
  }, 120_000);
});
