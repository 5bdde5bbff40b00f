import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, bundleFunction } from '../../../adapters/bundler/bundle-function';
import { createTemporaryDirectory } from '../../../testing/process/temporary-directory';

describe('bundleFunction', () => {
  const directory = createTemporaryDirectory('bundle');
  let bundle: Bundle;

  beforeAll(async () => {
    bundle = await bundleFunction('launch', join(directory.path, 'launch.js'));
  }, 60_000);

  afterAll(() => rmSync(directory.path, { recursive: true, force: true }));

  it('says how many bytes come from each file', () => {
    const sum = Object.values(bundle.inputBytes).reduce((total, bytes) => total + bytes, 0);
    expect(sum).toBeLessThanOrEqual(bundle.bytes);
    expect(sum).toBeGreaterThan(bundle.bytes * 0.9);
    expect(Object.keys(bundle.inputBytes)).toEqual(bundle.inputs);
  });

  it("does not need Node's loader of ES modules", () => {
    expect(readFileSync(bundle.file, 'utf8')).not.toMatch(/\bimport\(/);
  });

  it('takes credentials from the environment, and holds no other provider of the SDK', () => {
    expect(bundle.inputs).toContain('functions/shared/lambda-credentials.ts');
    expect(bundle.inputs.filter((path) => /@aws-sdk\/(?:credential-provider-|nested-clients)/.test(path))).toEqual([]);
  });

  it.each([
    ['operations that no function calls', 'PutBucketAcl'],
    ['the schema of the events that the function writes', 'The SHA-256 of the trust document that applied'],
  ])('leaves out %s', (_what, text) => {
    expect(readFileSync(bundle.file, 'utf8')).not.toContain(text);
  });

  it("holds only the versions of the SDK's packages", () => {
    const manifests = Object.entries(bundle.inputBytes).filter(([path]) => path.endsWith('/package.json'));
    expect(manifests.length).toBeGreaterThan(0);
    for (const [, bytes] of manifests) expect(bytes).toBeLessThan(200);
  });
});
