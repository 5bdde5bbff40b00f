import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNotation } from '../../cli/shared/find-notation';
import { makeStandInCheckout, type StandInCheckout } from '../support/pipelines/stand-in-checkout';
import { runCommand } from '../support/process/run-command';

// Creates what Go would: the program of `build -o`, of `install`, and the certificate of `run … -to`.
const GO = `#!/usr/bin/env bash
printf '%s\\n' "$PWD: go $*" >> "$CALLS"
printf '%s\\n' "CGO_ENABLED=$CGO_ENABLED GOFLAGS=$GOFLAGS GOOS=\${GOOS:-unset}" >> "$CALLS"
program() { printf '#!/bin/sh\\necho "Version:     1.3.2"\\n' > "$1"; chmod 755 "$1"; }
case $1 in
  build) while [[ $1 != -o ]]; do shift; done; program "$2/notation" ;;
  install) program "$GOBIN/cmd" ;;
  run) while [[ $1 != -to ]]; do shift; done; echo certificate > "$2" ;;
esac
`;

describe('the scripts that install what verify needs', () => {
  let scratch: string;
  let checkout: StandInCheckout;

  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'pipeline-install-'));
    mkdirSync(join(scratch, 'bin'));
    checkout = makeStandInCheckout(join(scratch, 'checkout'));
  });

  afterEach(() => rmSync(scratch, { recursive: true }));

  const program = (name: string, text: string): void => {
    writeFileSync(join(scratch, 'bin', name), text);
    chmodSync(join(scratch, 'bin', name), 0o755);
  };

  const run = async (script: string, ...args: readonly string[]) => {
    const calls = join(scratch, 'calls');
    const PATH = `${join(scratch, 'bin')}:${process.env['PATH'] ?? ''}`;
    const env = { PATH, CALLS: calls, GOOS: 'windows', GOFLAGS: '-mod=mod' };
    const result = await runCommand('bash', [join(checkout.scripts, script), ...args], { cwd: scratch, env });
    return { ...result, calls: existsSync(calls) ? readFileSync(calls, 'utf8') : '' };
  };

  it('installs the packages of the lock file without their scripts, in the checkout', async () => {
    program('npm', '#!/bin/sh\necho "$PWD: npm $*" >> "$CALLS"\n');
    const { status, calls } = await run('install-dependencies.sh');
    expect(status).toBe(0);
    expect(calls).toBe(`${join(scratch, 'checkout')}: npm ci --omit=dev --ignore-scripts\n`);
  });

  it('installs notation where verify finds it', async () => {
    program('go', GO);
    const folder = join(scratch, 'notation');
    expect(await run('install-notation.sh', 'notation')).toMatchObject({ status: 0, stderr: '' });
    const environment = { PATH: join(folder, 'bin'), NOTATION_CONFIG: folder, NOTATION_LIBEXEC: folder };
    await expect(findNotation('aws', environment)).resolves.toMatchObject({
      notation: join(folder, 'bin/notation'),
      plugins: folder,
      rootCertificate: join(folder, 'truststore/x509/signingAuthority/aws-signer-ts/root.crt'),
    });
  });

  it('installs the versions of the verifier image, and lets no setting of the job change them', async () => {
    program('go', GO);
    const { calls } = await run('install-notation.sh', 'notation');
    const dockerfile = readFileSync(join(scratch, 'checkout/images/verifier/Dockerfile'), 'utf8');
    const argument = (name: string): string => new RegExp(`^ARG ${name}=(.+)$`, 'm').exec(dockerfile)?.[1] ?? '';
    expect(calls).toContain(`${join(scratch, 'checkout/images/verifier')}: go build -mod=readonly `);
    expect(calls).toContain(`aws-signer-notation-plugin/cmd@${argument('PLUGIN_VERSION')}\n`);
    expect(calls).toContain(
      `-from ${argument('ROOT_CERTIFICATE')} -sha256 ${argument('ROOT_CERTIFICATE_SHA256')} -to `,
    );
    expect(calls.match(/^CGO_ENABLED=0 GOFLAGS= GOOS=unset$/gm)).toHaveLength(3);
  });

  it.each(['PLUGIN_VERSION', 'PLUGIN_FILE', 'ROOT_CERTIFICATE', 'ROOT_CERTIFICATE_SHA256'])(
    'installs nothing when the verifier image has no %s',
    async (name) => {
      program('go', GO);
      const dockerfile = join(scratch, 'checkout/images/verifier/Dockerfile');
      writeFileSync(dockerfile, readFileSync(dockerfile, 'utf8').replace(`ARG ${name}=`, 'ARG OTHER='));
      const { status, stderr, calls } = await run('install-notation.sh', 'notation');
      expect({ status, calls }).toEqual({ status: 1, calls: '' });
      expect(stderr).toContain(`expected ARG ${name}=`);
    },
  );

  it('fails when Go fails', async () => {
    program('go', '#!/bin/sh\nexit 1\n');
    expect(await run('install-notation.sh', 'notation')).toMatchObject({ status: 1 });
  });
});
