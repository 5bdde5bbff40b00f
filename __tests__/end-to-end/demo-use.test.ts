import { chmod, copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SignerPlugin } from '../../testing/tools/signer-plugin';
import { findTools } from '../../testing/tools/find-tools';
import { runDemo } from '../support/environment/run-demo';

jest.setTimeout(240_000);

const ATTRIBUTES = ['signingProfileVersion', 'signingJob'].map((name) => `com.amazonaws.signer.${name}`);
const CHECKS = ['TRUSTED_IDENTITY', 'REVOCATION_CHECK'].map((name) => [
  `SIGNATURE_VERIFIER.${name}`,
  { success: true },
]);
const ALL_SUCCEED = { verificationResults: Object.fromEntries(CHECKS), processedAttributes: ATTRIBUTES };

describe('using the demo', () => {
  let directory: string;
  let plugin: SignerPlugin;

  beforeAll(async () => {
    ({ plugin } = await findTools({ progress: () => undefined }));
    directory = await mkdtemp(join(tmpdir(), 'plugin-elsewhere-'));
  });

  afterAll(() => rm(directory, { recursive: true }));

  it('uses the plugin that AWS_SIGNER_PLUGIN names', async () => {
    const path = join(directory, 'copy');
    await copyFile(plugin.path, path);
    const { status, stdout } = await runDemo(['--json', '--scene', 'signed'], { AWS_SIGNER_PLUGIN: path });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ plugin: { path, standIn: plugin.standIn }, passed: 1, failed: 0 });
  });

  it('detects a plugin that accepts every signature: exits with 1, and prints what was expected and found', async () => {
    const path = join(directory, 'accepts-everything');
    const answer = `cat >/dev/null; echo '${JSON.stringify(ALL_SUCCEED)}'`;
    await writeFile(
      path,
      `#!/bin/sh\nif [ "$1" = verify-signature ]; then ${answer}; else exec '${plugin.path}' "$@"; fi\n`,
    );
    await chmod(path, 0o755);
    const scenes = ['signed', 'revoked-job', 'unsigned'].flatMap((name) => ['--scene', name]);
    const { status, stdout } = await runDemo(scenes, { AWS_SIGNER_PLUGIN: path });
    expect(status).toBe(1);
    expect(stdout).toContain('2 of 3 scenes gave the expected verdict');
    const problem = 'revoked-job: containers: expected web untrusted (revoked) reported, found web trusted recorded';
    expect(stdout).toContain(problem);
  });

  it('prints a table, a summary and the next steps', async () => {
    const { status, stdout } = await runDemo(['--scene', 'guardduty-sidecar']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^guardduty-sidecar +demo\/guardduty-sidecar@[0-9a-f]{7} +trusted +- +recorded +\d+$/m);
    expect(stdout).toMatch(/^ +aws-guardduty-agent-nm40lC: no image +exempt +aws-managed-sidecar +recorded$/m);
    expect(stdout).toContain('1 of 1 scenes gave the expected verdict');
    expect(stdout).toContain('Next steps:\n  npm run demo -- --keep');
  });

  it.each([
    ['an unknown scene', ['--scene', 'nothing'], {}, 'found "nothing"; the scenes are:\n  signed\n'],
    ['an unknown option', ['--quiet'], {}, "Unknown option '--quiet'"],
    ['a missing plugin', [], { AWS_SIGNER_PLUGIN: '/nowhere' }, 'AWS_SIGNER_PLUGIN names /nowhere'],
  ])('exits with 2 and an error message for %s', async (_, args, variables, message) => {
    const { status, stdout, stderr } = await runDemo(args, variables);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('prints a help of at most 100 columns, with examples', async () => {
    const { status, stdout } = await runDemo(['--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('\nExamples:\n  npm run demo ');
    expect(stdout).toContain('Exit codes:\n  0  every scene gave the expected verdict\n');
    expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });
});
