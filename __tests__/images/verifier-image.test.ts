import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { FUNCTIONS, functionBundle } from '../../contracts/functions/functions';
import { IMAGE_LAYOUT } from '../../contracts/functions/image-layout';
import { LAUNCH_MEMORY_MEGABYTES } from '../../contracts/functions/launch-limits';
import { createSigningChain } from '../../testing/certificates/signing-chain';

const ROOT = resolve(__dirname, '../..');
const dockerfile = readFileSync(join(ROOT, 'images/verifier/Dockerfile'), 'utf8');
const finalStage = dockerfile.split(/^FROM /m).at(-1) ?? '';

describe("the verifier's Dockerfile", () => {
  it('runs no command in its final stage, which may be for another platform', () => {
    expect(finalStage).toMatch(/^--platform=\$\{TARGETPLATFORM\} \$\{NODE_BASE\}\n/);
    expect(finalStage.match(/^[A-Z]+/gm)).toEqual([...Array<string>(6 + FUNCTIONS.length).fill('COPY'), 'ENV']);
  });

  it.each(['notation', 'plugin', 'rootCertificate'] as const)(
    'copies %s to the path that the launch function uses',
    (part) => {
      expect(finalStage).toMatch(new RegExp(`^COPY --from=\\S+ \\S+ ${IMAGE_LAYOUT[part]}$`, 'm'));
    },
  );

  it('copies every bundle, and a file that loads it to where Lambda finds it', () => {
    expect(finalStage).toContain('COPY dist/functions/ ${LAMBDA_TASK_ROOT}/bundles/\n');
    for (const name of FUNCTIONS) {
      expect(functionBundle(name)).toBe(`dist/functions/${name}.js`);
      expect(IMAGE_LAYOUT.bundle(name)).toBe(`/var/task/bundles/${name}.js`);
      expect(finalStage).toContain(`COPY images/verifier/code-cache/function.js \${LAMBDA_TASK_ROOT}/${name}.js\n`);
      expect(IMAGE_LAYOUT.entry(name)).toBe(`/var/task/${name}.js`);
    }
  });

  it("makes the code caches for the function's default memory, unless a build argument has another", () => {
    expect(dockerfile).toContain(`\nARG MEMORY_MEGABYTES=${LAUNCH_MEMORY_MEGABYTES}\n`);
  });

  it('sees every bundle and no source map in its build context', () => {
    const ignored = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['*', '!dist/functions/*.js', '!images/verifier']));
  });

  it.each([
    'GO_BASE=public.ecr.aws/docker/library/golang:1.26-bookworm',
    'NODE_BASE=public.ecr.aws/lambda/nodejs:22',
    'PLUGIN_VERSION=v1.0.2292',
    'ROOT_CERTIFICATE=https://d2hvyiie56hcat.cloudfront.net/aws-signer-notation-root.cert',
    'ROOT_CERTIFICATE_SHA256=90a87d0543c3f094dbff9589b6649affe2f3d6e0f308799be2258461c686473f',
  ])('sets %s, which a build argument can override', (argument) => {
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

  const fetchCertificate = (from: string, sha256 = fingerprint): Promise<string> =>
    new Promise((done) => {
      const to = join(folder, 'out.crt');
      execFile(join(folder, 'tool'), ['-from', from, '-sha256', sha256, '-to', to], (error, _stdout, stderr) =>
        done(error === null ? readFileSync(to, 'utf8') : stderr),
      );
    });

  it.each(['root.pem', 'root.der'])('is accepted as PEM or DER (%s), by path or file URL', async (file) => {
    expect(new X509Certificate(await fetchCertificate(join(folder, file))).raw).toEqual(new X509Certificate(pem).raw);
    await expect(fetchCertificate(`file://${join(folder, file)}`, fingerprint.toUpperCase())).resolves.toContain(
      'BEGIN CERTIFICATE',
    );
  });

  it('is rejected with another fingerprint; the error names both fingerprints', async () => {
    const error = await fetchCertificate(join(folder, 'root.pem'), '0'.repeat(64));
    expect(error).toContain(`expected a certificate with SHA-256 fingerprint ${'0'.repeat(64)}`);
    expect(error).toContain(`found ${fingerprint}`);
  });

  it.each([
    ['is not a certificate', 'page.html', 'expected one certificate in PEM or DER'],
    ['does not exist', 'none', 'no such file'],
  ])('is rejected when it %s', async (_title, file, message) => {
    await expect(fetchCertificate(join(folder, file))).resolves.toContain(message);
  });

  it('is never fetched over plain HTTP', async () => {
    await expect(fetchCertificate('http://example.com/root.crt')).resolves.toContain('expected an https or file URL');
  });
});
