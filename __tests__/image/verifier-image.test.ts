import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FUNCTIONS } from '../../contracts/functions/functions';
import { IMAGE_LAYOUT } from '../../contracts/functions/image-layout';
import { LAUNCH_MEMORY_MEGABYTES } from '../../contracts/functions/launch-limits';
import { NOTIFY_MEMORY_MEGABYTES } from '../../contracts/functions/notify-limits';
import { SWEEP_MEMORY_MEGABYTES } from '../../contracts/functions/sweep-limits';
import { running } from '../../demo/one-container';
import { describeTask } from '../../demo/task-description';
import type { HostedFunction } from '../../testing/lambda/function-host';
import {
  createVerifierImageBuilder,
  VERIFIER_IMAGE,
  type VerifierImageBuilder,
} from '../support/image/verifier-image-builder';
import { filesOf, withMounted, type ImageFile } from '../support/image/image-files';
import { startLaunchInImage } from '../support/image/launch-in-image';
import { readOciLayout, type OciImage } from '../support/image/oci-layout';
import { LaunchEnvironment } from '../support/environment/launch-environment';

const CODE = [
  IMAGE_LAYOUT.loader,
  ...FUNCTIONS.flatMap((name) => [IMAGE_LAYOUT.entry(name), IMAGE_LAYOUT.bundle(name), IMAGE_LAYOUT.codeCache(name)]),
];
const ADDED = [...CODE, IMAGE_LAYOUT.notation, IMAGE_LAYOUT.plugin, IMAGE_LAYOUT.rootCertificate];
const NEW_DIRECTORIES = [
  '/opt',
  '/opt/notation',
  '/opt/notation/plugins',
  join(IMAGE_LAYOUT.plugin, '..'),
  join(IMAGE_LAYOUT.bundle('launch'), '..'),
];
const PROGRAMS = [IMAGE_LAYOUT.notation, IMAGE_LAYOUT.plugin];
const MOST_BYTES = 40_000_000;

jest.setTimeout(300_000);

describe("the verifier's image", () => {
  let launch: LaunchEnvironment;
  let builder: VerifierImageBuilder;
  let image: OciImage;
  let instance: HostedFunction;
  let base: ReadonlyMap<string, ImageFile>;
  let files: ReadonlyMap<string, ImageFile>;

  beforeAll(async () => {
    launch = await LaunchEnvironment.start();
    builder = await createVerifierImageBuilder(launch.environment);
    image = readOciLayout(await builder.build());
    base = await filesOf(builder, builder.bases['NODE_BASE'] ?? '');
    files = await filesOf(builder, VERIFIER_IMAGE);
    instance = await startLaunchInImage(launch.environment, builder);
  }, 600_000);

  afterAll(async () => {
    await instance.stop();
    await builder.close();
    await launch.stop();
  });

  describe('as a file system', () => {
    const addedPaths = (): readonly string[] => [...files.keys()].filter((path) => !base.has(path));
    const mode = (path: string): string => `${files.get(path)?.mode ?? 'none'} ${String(files.get(path)?.owner)}`;

    it('leaves every file of its base image unchanged', () => {
      expect(base.size).toBeGreaterThan(10);
      const changed = [...base].filter(([path, file]) => JSON.stringify(files.get(path)) !== JSON.stringify(file));
      expect(changed).toEqual([]);
    });

    it('adds the bundles with their code caches and what loads them, notation, its plugin and the root certificate, and no other file', () => {
      expect([...addedPaths()].sort()).toEqual([...NEW_DIRECTORIES, ...ADDED].sort());
    });

    it('lets only root write its files, and has no setuid program', () => {
      expect(Object.fromEntries(addedPaths().map((path) => [path, mode(path)]))).toEqual({
        ...Object.fromEntries([...NEW_DIRECTORIES, ...PROGRAMS].map((path) => [path, '755 0'])),
        ...Object.fromEntries([...CODE, IMAGE_LAYOUT.rootCertificate].map((path) => [path, '644 0'])),
      });
    });

    it('contains no path of the machine that built its programs', async () => {
      const places = ['/go-root/', join('/root', 'go'), '/modules/', process.cwd()];
      const found = await withMounted(builder, VERIFIER_IMAGE, (root) => {
        const texts = PROGRAMS.map((path) => readFileSync(join(root, path), 'latin1'));
        return places.filter((place) => texts.some((text) => text.includes(place)));
      });
      expect(found).toEqual([]);
    });
  });

  describe('as a manifest', () => {
    it('is a manifest for one platform, since Lambda accepts no index', () => {
      expect(image.manifest.mediaType).toBe('application/vnd.oci.image.manifest.v1+json');
      expect(image.config).toMatchObject({ os: 'linux', architecture: process.arch === 'arm64' ? 'arm64' : 'amd64' });
    });

    it("starts the base image's entry point, leaves the command to the stack, and sets no variable but a home directory", () => {
      expect(image.config.config).toEqual({
        Env: [
          'LANG=en_US.UTF-8',
          'LAMBDA_TASK_ROOT=/var/task',
          'LAMBDA_RUNTIME_DIR=/var/runtime',
          'PATH=/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
          'HOME=/var/task',
        ],
        Entrypoint: ['/lambda-entrypoint.sh'],
        WorkingDir: '/var/task',
        Labels: expect.anything() as object,
      });
    });

    it(`adds less than ${MOST_BYTES / 1e6} MB`, () => {
      const sizes = ADDED.map((path) => [path.split('/').at(-1), files.get(path)?.bytes ?? 0] as const);
      const compressed = image.manifest.layers.reduce((all, { size }) => all + size, 0);
      const lines = [...sizes, ['compressed layers, including the base image', compressed] as const];
      const table = lines.map(([name, bytes]) => `${(bytes / 1e6).toFixed(1).padStart(6)} MB  ${String(name)}\n`);
      process.stdout.write(`size of the verifier's image\n${table.join('')}`);
      const added = sizes.reduce((all, [, bytes]) => all + bytes, 0);
      expect(added).toBeGreaterThan(0);
      expect(added).toBeLessThan(MOST_BYTES);
    });
  });

  describe('as a function', () => {
    it('trusts a signed image, with the notation, plugin and root certificate of its own image', async () => {
      const task = describeTask({ containers: [running('web', await launch.sceneBuilder().pushSigned('good'))] });
      const { lines } = launch.evidence(task, await launch.deliver(instance, task));
      expect(lines).toMatchObject([{ verdict: 'trusted' }]);
    });

    it('reports an unsigned image', async () => {
      const task = describeTask({ containers: [running('web', await launch.sceneBuilder().push())] });
      const { lines, events } = launch.evidence(task, await launch.deliver(instance, task));
      expect(lines).toMatchObject([{ verdict: 'untrusted' }]);
      expect(events).toMatchObject([{ reason: 'unsigned', response: 'reported' }]);
    });
  });

  describe('as a build', () => {
    // Nobody waits for the other functions, so their caches are not made for their own memory (ADR 0032).
    it.each([
      ['launch', LAUNCH_MEMORY_MEGABYTES, 'accepts'],
      ['sweep', SWEEP_MEMORY_MEGABYTES, 'refuses'],
      ['notify', NOTIFY_MEMORY_MEGABYTES, 'refuses'],
    ] as const)('makes a code cache of %s that V8, with the flags for %i MB, %s', async (name, memory, verb) => {
      const code = `require('${IMAGE_LAYOUT.loader}').compileBundle('${IMAGE_LAYOUT.bundle(name)}').script.cachedDataRejected`;
      const container = (await builder.buildah('from', '--pull-never', VERIFIER_IMAGE)).stdout.trim();
      const root = (await builder.buildah('mount', container)).stdout.trim();
      writeFileSync(join(root, 'print.js'), `require('fs').writeSync(1, String(${code})); process.exit(0);`);
      const wrapper = '#!/bin/sh\nnode="$1"\nshift\nexec "${node}" --require /print.js "$@"\n';
      writeFileSync(join(root, 'wrapper.sh'), wrapper, { mode: 0o755 });
      const size = `AWS_LAMBDA_FUNCTION_MEMORY_SIZE=${memory}`;
      const variables = ['--env', size, '--env', 'AWS_LAMBDA_EXEC_WRAPPER=/wrapper.sh'];
      const run = await builder.buildah('run', ...variables, container, '--', '/lambda-entrypoint.sh', 'none');
      await builder.buildah('rm', container);
      expect(run).toMatchObject({ stdout: String(verb === 'refuses') });
    });

    it('leaves the code caches out where the Node of its base image cannot run', async () => {
      await builder.build({ NODE_BASE: 'localhost/plugin:1' });
      const built = [...(await filesOf(builder, VERIFIER_IMAGE)).keys()];
      expect(built.filter((path) => path.endsWith('.js'))).not.toEqual([]);
      expect(built.filter((path) => path.endsWith('.cache'))).toEqual([]);
    });
  });

  describe('is not built', () => {
    it.each([
      [
        'when the root certificate has another fingerprint',
        { ROOT_CERTIFICATE_SHA256: '0'.repeat(64) },
        `expected a certificate with SHA-256 fingerprint ${'0'.repeat(64)}`,
      ],
      [
        'when the plugin image does not contain the plugin',
        { PLUGIN_IMAGE: 'localhost/node-base:1' },
        'PLUGIN_IMAGE: expected /notation-com.amazonaws.signer.notation.plugin in localhost/node-base:1, found no such file',
      ],
      [
        'when Go cannot build the plugin',
        { PLUGIN_IMAGE: 'scratch', PLUGIN_VERSION: 'v0.0.0' },
        "the AWS Signer plugin v0.0.0 could not be built, see Go's error above",
      ],
      ['when the base image does not exist', { NODE_BASE: 'localhost/absent:1' }, 'localhost/absent:1'],
    ])('%s', async (_title, changed, sentence) => {
      await expect(builder.build(changed)).rejects.toThrow(sentence);
    });
  });
});
