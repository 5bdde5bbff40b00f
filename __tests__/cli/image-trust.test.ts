import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VERBS } from '../../cli/image-trust';
import { version } from '../../package.json';
import { serializeTrustDocument, toTrustDocument } from '../../contracts/trust-document/trust-document';
import { aDeployment, deploymentInput } from '../support/deployment/deployment';
import { runImageTrust } from './run-image-trust';

const IMAGE = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1';

describe('image-trust', () => {
  let folder: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'image-trust-test-')));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  /** A checkout with these deployments, and a folder below it. */
  const checkout = (...names: readonly string[]): string => {
    mkdirSync(join(folder, 'deployments'));
    mkdirSync(join(folder, 'docs/adr'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "name": "ecs-image-trust" }');
    for (const name of names)
      writeFileSync(join(folder, `deployments/${name}.json`), JSON.stringify({ ...deploymentInput(), name }));
    return join(folder, 'docs/adr');
  };

  describe('without a command', () => {
    it('prints usage on stderr, with exit code 2', async () => {
      const { status, stdout, stderr } = await runImageTrust([]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^Usage: npx image-trust COMMAND \[OPTIONS\]\n/);
    });

    it.each([[['--help']], [['-h']], [['help']], [['help', 'help']], [['help', '--help']]])(
      'prints usage on stdout for %j, with every command by its purpose',
      async (args) => {
        const { status, stdout, stderr } = await runImageTrust(args);
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
        for (const [name, { summary }] of Object.entries(VERBS))
          expect(stdout).toContain(`  ${name.padEnd(13)}  ${summary}\n`);
        expect(stdout.match(/^[A-Z][a-z ]+:$/gm)).toEqual([
          'Get started:',
          'Deploy and review:',
          'Verify and sign:',
          'Operate:',
          'More:',
        ]);
      },
    );

    it('prints its version, and nothing else', async () => {
      expect(await runImageTrust(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
    });
  });

  describe('help', () => {
    it.each([
      ['help', 'verify'],
      ['verify', '--help'],
      ['verify', '-h'],
      ['verify', '--forse', '--help'],
    ])('is printed on stdout by %s %s', async (...args) => {
      expect(await runImageTrust(args)).toEqual({ status: 0, stdout: VERBS['verify']?.help, stderr: '' });
    });

    it('of an unknown command is a usage error', async () => {
      const { status, stderr } = await runImageTrust(['help', 'verfy']);
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr:
          'image-trust: expected a command, found verfy; did you mean verify?\nnpx image-trust help lists the commands\n',
      });
    });

    it('behind -- is not for image-trust', async () => {
      expect((await runImageTrust(['deploy', '--', '--help'])).stderr).toContain(
        '  -- expected an option of sign-and-push',
      );
    });
  });

  it.each([
    ['an unknown command', ['constructor'], 'expected a command, found constructor\n'],
    ['a misspelt command', ['depoly'], 'expected a command, found depoly; did you mean deploy?\n'],
    ['an option instead of a command', ['--json'], 'expected a command, found --json\n'],
    [
      'no image',
      ['verify'],
      'expected an image reference, --task-definition, --compose, --service or --running, found none',
    ],
    ['a misspelt option', ['deploy', '--auto-aprove'], 'found --auto-aprove; did you mean --auto-approve?'],
    [
      'an unknown deployment',
      ['verify', 'nginx', '--deployment', 'nope'],
      'image-trust: --deployment: expected the name of a deployment in deployments/ (example), found "nope"\n',
    ],
  ])('ends with 2 and one message on stderr: %s', async (_what, args, message) => {
    const { status, stdout, stderr } = await runImageTrust(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it('names the variable DEPLOYMENT if that is what is wrong', async () => {
    const { status, stderr } = await runImageTrust(['verify', 'nginx'], { env: { DEPLOYMENT: 'nope' } });
    const sentence = 'expected the name of a deployment in deployments/ (example), found "nope"';
    expect({ status, stderr }).toEqual({ status: 2, stderr: `image-trust: the variable DEPLOYMENT: ${sentence}\n` });
  });

  it('ends with 1 for a usage error of plan, because 2 says that something would change', async () => {
    expect((await runImageTrust(['plan', '--no'])).status).toBe(1);
    expect((await runImageTrust(['plan'], { cwd: folder })).status).toBe(1);
  });

  describe('in a folder below the checkout', () => {
    it('works on the deployments of the checkout', async () => {
      const { status, stdout } = await runImageTrust(['deploy', '--dry-run', '--only', 'images'], {
        cwd: checkout('dev'),
      });
      expect({ status, stdout }).toEqual({
        status: 0,
        stdout: expect.stringContaining('sign-and-push --deployment dev') as string,
      });
    });

    it('takes files relative to the folder', async () => {
      const cwd = checkout('dev');
      const { status, stderr } = await runImageTrust(['plan', '--markdown', 'missing/plan.md'], { cwd });
      expect(status).toBe(1);
      expect(stderr).toContain(`--markdown: expected a file that can be written, found no folder ${cwd}/missing\n`);
    });

    it('does not take a package.json of another project for the root', async () => {
      const cwd = checkout('dev');
      writeFileSync(join(cwd, 'package.json'), '{ "name": "other" }');
      expect((await runImageTrust(['deploy', '--dry-run'], { cwd })).status).toBe(0);
    });
  });

  describe('outside of a checkout', () => {
    it.each([
      ['deploy'],
      ['plan'],
      ['init'],
      ['destroy'],
      ['sign-and-push'],
      ['verify', IMAGE],
      ['sample', 'signed'],
      ['gate', 'status'],
    ])('says in one sentence that %s needs one', async (...args) => {
      expect(await runImageTrust(args, { cwd: folder })).toMatchObject({
        stdout: '',
        stderr: `image-trust: expected to run inside a checkout of ecs-image-trust, found ${folder}: change to the checkout first\n`,
      });
    });

    it.each([[['help', 'deploy']], [['completion', 'bash']], [['--version']]])('still runs %j', async (args) => {
      expect(await runImageTrust(args, { cwd: folder })).toMatchObject({ status: 0, stderr: '' });
    });

    it('verifies by a trust document; without notation it ends with 3 and says what to install', async () => {
      writeFileSync(join(folder, 'trust.json'), serializeTrustDocument(toTrustDocument(aDeployment())).content);
      const env = { PATH: folder, HOME: folder, NOTATION_CONFIG: undefined, NOTATION_LIBEXEC: undefined };
      const { status, stdout, stderr } = await runImageTrust(['verify', IMAGE, '--trust', 'trust.json'], {
        cwd: folder,
        env,
      });
      expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
      expect(stderr).toContain(
        'image-trust verify: something is not installed\n  notation: expected version 1.3 on PATH',
      );
    });
  });
});
