import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleEntry } from '../../../../../adapters/bundler/bundle-function';
import { bundledPackages } from '../../../../../cli/commands/sign-and-push/sbom/bundled-packages';

describe('the packages in a bundle', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'bundled-packages-'));
  });

  afterEach(() => rmSync(root, { recursive: true }));

  const install = (directory: string, manifest: object): void => {
    mkdirSync(join(root, directory), { recursive: true });
    writeFileSync(join(root, directory, 'package.json'), JSON.stringify(manifest));
  };

  it('are found by the bundled files, with scopes and nested versions, sorted, each once', () => {
    install('node_modules/zod', { name: 'zod', version: '4.0.0', license: 'MIT' });
    install('node_modules/@aws-sdk/core', { name: '@aws-sdk/core', version: '3.0.0', license: 'Apache-2.0' });
    install('node_modules/a/node_modules/zod', { name: 'zod', version: '3.0.0' });
    install('node_modules/b/node_modules/zod', { name: 'zod', version: '3.0.0' });
    const files = [
      'functions/launch.ts',
      'node_modules/zod/v4/index.js',
      'node_modules/zod/v4/other.js',
      'node_modules/@aws-sdk/core/dist/index.js',
      'node_modules/a/node_modules/zod/index.js',
      'node_modules/b/node_modules/zod/index.js',
    ];
    expect(bundledPackages(root, files)).toEqual([
      { name: '@aws-sdk/core', version: '3.0.0', license: 'Apache-2.0' },
      { name: 'zod', version: '3.0.0', license: undefined },
      { name: 'zod', version: '4.0.0', license: 'MIT' },
    ]);
  });

  it('must have a name and a version', () => {
    install('node_modules/nameless', { type: 'module' });
    expect(() => bundledPackages(root, ['node_modules/nameless/index.js'])).toThrow(
      "node_modules/nameless/package.json: expected a package's name and version, found none: run npm ci",
    );
  });

  it('are exactly those whose code is in the bundle', async () => {
    const entry = join(root, 'entry.ts');
    writeFileSync(
      entry,
      `import pLimit from '${join(process.cwd(), 'node_modules/p-limit')}';\nexport const handler = pLimit;\n`,
    );
    const { inputs } = await bundleEntry(entry, join(root, 'out.js'));
    expect(bundledPackages(process.cwd(), inputs).map(({ name }) => name)).toEqual(['p-limit', 'yocto-queue']);
  });
});
