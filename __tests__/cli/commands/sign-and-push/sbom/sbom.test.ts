import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { sbomOf, type SbomContent } from '../../../../../cli/commands/sign-and-push/sbom/sbom';

const COBRA = {
  path: 'github.com/spf13/cobra',
  version: 'v1.9.1',
  sum: `h1:${Buffer.alloc(32, 1).toString('base64')}`,
};

const SDK = { name: '@aws-sdk/core', version: '3.0.0', license: 'Apache-2.0' };

const CONTENT: SbomContent = {
  image: { name: 'dev-image-trust', digest: `sha256:${'a'.repeat(64)}` },
  bundles: [
    {
      path: '/var/task/launch.js',
      sha256: 'b'.repeat(64),
      packages: [
        SDK,
        { name: 'odd', version: '1.0.0', license: 'see LICENSE' },
        { name: 'silent', version: '1.0.0', license: undefined },
      ],
    },
    { path: '/var/task/sweep.js', sha256: 'e'.repeat(64), packages: [SDK] },
  ],
  programs: [
    { file: 'notation', path: '/opt/notation', sha256: 'c'.repeat(64), go: '1.24.1', modules: [COBRA] },
    {
      file: 'plugin',
      path: '/opt/plugin',
      sha256: 'd'.repeat(64),
      go: '1.24.1',
      modules: [COBRA, { path: 'example.com/plugin', version: '(devel)', sum: undefined }],
    },
  ],
};

interface Read {
  readonly metadata: object;
  readonly components: readonly { readonly 'bom-ref': string }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

const read = (content = CONTENT): Read => JSON.parse(sbomOf(content)) as Read;
const component = (reference: string) => read().components.find((each) => each['bom-ref'] === reference);
const dependsOn = (reference: string) => read().dependencies.find(({ ref }) => ref === reference)?.dependsOn;

describe('an SBOM', () => {
  it("is valid by CycloneDX's own schema", async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    await expect(validator.validate(sbomOf(CONTENT))).resolves.toBeNull();
    await expect(validator.validate(sbomOf(CONTENT).replace('"library"', '"nothing"'))).resolves.not.toBeNull();
  });

  it('is the same for the same image, in whatever order its parts were found', () => {
    const { bundles, programs } = CONTENT;
    const turned = {
      ...CONTENT,
      bundles: bundles.map((each) => ({ ...each, packages: [...each.packages].reverse() })).reverse(),
      programs: [...programs].reverse(),
    };
    expect(sbomOf(turned)).toBe(sbomOf(CONTENT));
    expect(sbomOf(CONTENT)).not.toMatch(/timestamp|serialNumber/);
  });

  it('describes the image by its digest, with every bundle and program in it', () => {
    expect(read().metadata).toMatchObject({
      component: { type: 'container', name: 'dev-image-trust', version: CONTENT.image.digest },
    });
    expect(dependsOn('image')).toEqual(['/opt/notation', '/opt/plugin', '/var/task/launch.js', '/var/task/sweep.js']);
  });

  it.each([
    ['pkg:npm/%40aws-sdk/core@3.0.0', { version: '3.0.0', licenses: [{ license: { id: 'Apache-2.0' } }] }],
    ['pkg:npm/odd@1.0.0', { licenses: [{ license: { name: 'see LICENSE' } }] }],
    ['pkg:npm/silent@1.0.0', { name: 'silent' }],
    ['pkg:golang/github.com/spf13/cobra@v1.9.1', { hashes: [{ alg: 'SHA-256', content: '01'.repeat(32) }] }],
    ['pkg:golang/std@1.24.1', { name: 'std', version: '1.24.1' }],
    ['/opt/notation', { type: 'application', hashes: [{ alg: 'SHA-256', content: 'c'.repeat(64) }] }],
  ])('describes %s', (reference, expected) => {
    expect(component(reference)).toMatchObject(expected);
  });

  it('lists a package that two bundles share once, and both depend on it', () => {
    const sdk = 'pkg:npm/%40aws-sdk/core@3.0.0';
    expect(read().components.filter((each) => each['bom-ref'] === sdk)).toHaveLength(1);
    expect(dependsOn('/var/task/launch.js')).toContain(sdk);
    expect(dependsOn('/var/task/sweep.js')).toEqual([sdk]);
  });

  it('lists a module that two programs share once, and both depend on it', () => {
    const cobra = 'pkg:golang/github.com/spf13/cobra@v1.9.1';
    expect(read().components.filter((each) => each['bom-ref'] === cobra)).toHaveLength(1);
    expect(dependsOn('/opt/notation')).toEqual([cobra, 'pkg:golang/std@1.24.1']);
    expect(dependsOn('/opt/plugin')).toContain(cobra);
  });
});
