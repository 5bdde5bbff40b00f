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
const ALL_IS_WELL = { verificationResults: Object.fromEntries(CHECKS), processedAttributes: ATTRIBUTES };

describe('the use of the demo', () => {
  let directory: string;
  let plugin: SignerPlugin;

  beforeAll(async () => {
    ({ plugin } = await findTools({ progress: () => undefined }));
    directory = await mkdtemp(join(tmpdir(), 'plugin-elsewhere-'));
  });

  afterAll(() => rm(directory, { recursive: true }));

  it('works with a plugin at another path, named by AWS_SIGNER_PLUGIN', async () => {
    const path = join(directory, 'copy');
    await copyFile(plugin.path, path);
    const { status, stdout } = await runDemo(['--json', '--scene', 'signed'], { AWS_SIGNER_PLUGIN: path });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ plugin: { path, standIn: plugin.standIn }, passed: 1, failed: 0 });
  });

  it('finds out a plugin that calls everything good: exits with 1 and says what was expected and found', async () => {
    const path = join(directory, 'yes-sayer');
    const answer = `cat >/dev/null; echo '${JSON.stringify(ALL_IS_WELL)}'`;
    await writeFile(
      path,
      `#!/bin/sh\nif [ "$1" = verify-signature ]; then ${answer}; else exec '${plugin.path}' "$@"; fi\n`,
    );
    await chmod(path, 0o755);
    const scenes = ['signed', 'revoked-job', 'unsigned'].flatMap((name) => ['--scene', name]);
    const { status, stdout } = await runDemo(scenes, { AWS_SIGNER_PLUGIN: path });
    expect(status).toBe(1);
    expect(stdout).toContain('2 of 3 scenes gave the expected verdict');
    const words = 'revoked-job: answers: expected web untrusted (revoked) reported, found web trusted recorded';
    expect(stdout).toContain(words);
  });

  it('shows a person a table, a sum and what to do next', async () => {
    const { status, stdout } = await runDemo(['--scene', 'guardduty-sidecar']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^guardduty-sidecar +demo\/guardduty-sidecar@[0-9a-f]{7} +trusted +- +recorded +\d+$/m);
    expect(stdout).toMatch(/^ +aws-guardduty-agent-nm40lC: no image +exempt +aws-managed-sidecar +recorded$/m);
    expect(stdout).toContain('1 of 1 scenes gave the expected verdict');
    expect(stdout).toContain('npx image-trust verify');
  });

  it.each([
    ['an unknown scene', ['--scene', 'nobody'], {}, 'found "nobody"; there are:\n  signed\n'],
    ['an unknown option', ['--quiet'], {}, "Unknown option '--quiet'"],
    ['a plugin that is not there', [], { AWS_SIGNER_PLUGIN: '/nowhere' }, 'AWS_SIGNER_PLUGIN names /nowhere'],
  ])('exits with 2 and a word for a person at %s', async (_, args, variables, words) => {
    const { status, stdout, stderr } = await runDemo(args, variables);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });

  it('explains itself', async () => {
    const { status, stdout } = await runDemo(['--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('Exit codes: 0 every scene gave the expected verdict');
  });
});
