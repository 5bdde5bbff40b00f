import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { IMAGE_LAYOUT } from '../../contracts/functions/image-layout';
import { createSigningChain } from '../../testing/certificates/signing-chain';

const ROOT = resolve(__dirname, '../..');
const dockerfile = readFileSync(join(ROOT, 'images/verifier/Dockerfile'), 'utf8');
const finalStage = dockerfile.split(/^FROM /m).at(-1) ?? '';

describe('the verifier’s Dockerfile', () => {
  it('runs nothing in its final stage, which may be of another platform', () => {
    expect(finalStage).toMatch(/^--platform=\$\{TARGETPLATFORM\} \$\{NODE_BASE\}\n/);
    expect(finalStage.match(/^[A-Z]+/gm)).toEqual(['COPY', 'COPY', 'COPY', 'COPY', 'ENV', 'CMD']);
  });

  it.each(['notation', 'plugin', 'rootCertificate'] as const)(
    'puts %s where the launch function looks for it',
    (what) => {
      expect(finalStage).toMatch(new RegExp(`^COPY --from=\\S+ \\S+ ${IMAGE_LAYOUT[what]}$`, 'm'));
    },
  );

  it('starts the launch function, whose bundle lies where Lambda looks for it', () => {
    expect(finalStage).toContain(`CMD ["${IMAGE_LAYOUT.launchCommand}"]`);
    expect(finalStage).toContain('COPY dist/launch.js ${LAMBDA_TASK_ROOT}/launch.js');
  });

  it.each([
    'GO_BASE=public.ecr.aws/docker/library/golang:1.24-bookworm',
    'NODE_BASE=public.ecr.aws/lambda/nodejs:22',
    'PLUGIN_VERSION=v1.0.2292',
    'ROOT_CERTIFICATE=https://d2hvyiie56hcat.cloudfront.net/aws-signer-notation-root.cert',
    'ROOT_CERTIFICATE_SHA256=90a87d0543c3f094dbff9589b6649affe2f3d6e0f308799be2258461c686473f',
  ])('pins %s, unless a build argument says otherwise', (argument) => {
    expect(dockerfile).toContain(`\nARG ${argument}\n`);
  });
});

describe('the root certificate', () => {
  let folder: string;
  let pem: string;
  let fingerprint: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'root-certificate-'));
    pem = (await createSigningChain()).root.certificate.toString('pem');
    const certificate = new X509Certificate(pem);
    fingerprint = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
    await writeFile(join(folder, 'root.pem'), pem);
    await writeFile(join(folder, 'root.der'), certificate.raw);
    await writeFile(join(folder, 'page.html'), '<html></html>');
    await new Promise<void>((built, failed) => {
      const args = ['build', '-o', join(folder, 'tool'), 'images/verifier/root-certificate/main.go'];
      execFile('go', args, { cwd: ROOT }, (error) => (error instanceof Error ? failed(error) : built()));
    });
  }, 120_000);

  afterAll(() => rm(folder, { recursive: true }));

  const fetched = (from: string, sha256 = fingerprint): Promise<string> =>
    new Promise((done) => {
      const to = join(folder, 'out.crt');
      execFile(join(folder, 'tool'), ['-from', from, '-sha256', sha256, '-to', to], (error, _stdout, stderr) =>
        done(error === null ? readFileSync(to, 'utf8') : stderr),
      );
    });

  it.each(['root.pem', 'root.der'])('is taken as PEM or DER (%s), by path or file URL', async (file) => {
    expect(new X509Certificate(await fetched(join(folder, file))).raw).toEqual(new X509Certificate(pem).raw);
    await expect(fetched(`file://${join(folder, file)}`, fingerprint.toUpperCase())).resolves.toContain(
      'BEGIN CERTIFICATE',
    );
  });

  it('is refused with another fingerprint, and both are told', async () => {
    const said = await fetched(join(folder, 'root.pem'), '0'.repeat(64));
    expect(said).toContain(`expected a certificate with SHA-256 fingerprint ${'0'.repeat(64)}`);
    expect(said).toContain(`found ${fingerprint}`);
  });

  it.each([
    ['is no certificate', 'page.html', 'expected one certificate in PEM or DER'],
    ['is not there', 'none', 'no such file'],
  ])('is refused when it %s', async (_what, file, message) => {
    await expect(fetched(join(folder, file))).resolves.toContain(message);
  });

  it('is not fetched without encryption', async () => {
    await expect(fetched('http://example.com/root.crt')).resolves.toContain('expected an https or file URL');
  });
});
