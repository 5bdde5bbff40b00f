import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ToolFailure } from '../../../cli/shared/failure';
import { findNotation } from '../../../cli/shared/find-notation';

const PLUGIN = 'plugins/com.amazonaws.signer.notation.plugin/notation-com.amazonaws.signer.notation.plugin';
const store = (name: string): string => `truststore/x509/signingAuthority/${name}/root.crt`;

describe('findNotation', () => {
  let home: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'home-'));
  });

  afterEach(() => rmSync(home, { recursive: true }));

  const put = (file: string, content: string, mode = 0o644): string => {
    const path = join(home, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    chmodSync(path, mode);
    return path;
  };

  const putNotation = (version: string): string =>
    put('bin/notation', `#!/bin/sh\necho "Notation"\necho "Version:     ${version}"\n`, 0o755);

  const find = (partition: 'aws' | 'aws-us-gov' = 'aws') =>
    findNotation(partition, { PATH: join(home, 'bin'), NOTATION_CONFIG: home, HOME: home });

  it('finds the CLI, its plugin directory and the root certificate of the partition', async () => {
    const notation = putNotation('v1.3.2+unreleased');
    put(PLUGIN, '#!/bin/sh\n', 0o755);
    put(store('aws-signer-ts'), 'other');
    const rootCertificate = put(store('aws-us-gov-signer-ts'), 'gov');
    await expect(find('aws-us-gov')).resolves.toEqual({ notation, plugins: home, rootCertificate });
  });

  it('says everything that is missing at once, and what to install', async () => {
    const { code, message } = await find().then(
      () => ({ code: 'found', message: '' }),
      (error: unknown) => error as ToolFailure,
    );
    expect(code).toBe('missing');
    expect(message).toMatch(/notation: expected version 1\.3 on PATH, found none\n/);
    expect(message).toMatch(/AWS Signer plugin: expected the program .*found none/);
    expect(message).toMatch(
      /AWS Signer root certificate: expected a file in .*aws-signer-ts, found none\ninstall what is missing with the AWS Signer installer: https:/,
    );
  });

  it.each(['1.2.0', '2.0.0-alpha.1', '1.30.0'])('refuses notation %s, whose output is another', async (version) => {
    putNotation(`v${version}`);
    await expect(find()).rejects.toThrow(`expected version 1.3 on PATH, found ${version}`);
  });

  it('does not take a plugin that cannot be run', async () => {
    putNotation('1.3.2');
    put(store('aws-signer-ts'), 'root');
    put(PLUGIN, '#!/bin/sh\n', 0o644);
    await expect(find()).rejects.toThrow(/AWS Signer plugin: expected the program/);
  });
});
