import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IMAGE_LAYOUT } from '../../contracts/functions/image-layout';
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

const BUNDLE = '/var/task/launch.js';
const ADDED = [BUNDLE, IMAGE_LAYOUT.notation, IMAGE_LAYOUT.plugin, IMAGE_LAYOUT.rootCertificate];
const NEW_DIRECTORIES = ['/opt', '/opt/notation', '/opt/notation/plugins', join(IMAGE_LAYOUT.plugin, '..')];
const PROGRAMS = [IMAGE_LAYOUT.notation, IMAGE_LAYOUT.plugin];
const MOST_BYTES = 40_000_000;

jest.setTimeout(300_000);

describe('the verifier’s image', () => {
  let world: LaunchEnvironment;
  let workshop: VerifierImageBuilder;
  let image: OciImage;
  let instance: HostedFunction;
  let base: ReadonlyMap<string, ImageFile>;
  let files: ReadonlyMap<string, ImageFile>;

  beforeAll(async () => {
    world = await LaunchEnvironment.start();
    workshop = await createVerifierImageBuilder(world.environment.world);
    image = readOciLayout(await workshop.build());
    base = await filesOf(workshop, workshop.bases['NODE_BASE'] ?? '');
    files = await filesOf(workshop, VERIFIER_IMAGE);
    instance = await startLaunchInImage(world.environment, workshop);
  }, 600_000);

  afterAll(async () => {
    await instance.stop();
    await workshop.close();
    await world.stop();
  });

  describe('as a file system', () => {
    const absentBefore = (): readonly string[] => [...files.keys()].filter((path) => !base.has(path));
    const mode = (path: string): string => `${files.get(path)?.mode ?? 'none'} ${String(files.get(path)?.owner)}`;

    it('is its base, unchanged', () => {
      expect(base.size).toBeGreaterThan(10);
      const changed = [...base].filter(([path, file]) => JSON.stringify(files.get(path)) !== JSON.stringify(file));
      expect(changed).toEqual([]);
    });

    it('adds four files and no tool besides', () => {
      expect([...absentBefore()].sort()).toEqual([...NEW_DIRECTORIES, ...ADDED].sort());
    });

    it('lets nobody but root write, and runs nobody’s program as somebody else', () => {
      expect(Object.fromEntries(absentBefore().map((path) => [path, mode(path)]))).toEqual({
        ...Object.fromEntries([...NEW_DIRECTORIES, ...PROGRAMS].map((path) => [path, '755 0'])),
        ...Object.fromEntries([BUNDLE, IMAGE_LAYOUT.rootCertificate].map((path) => [path, '644 0'])),
      });
    });

    it('holds programs that tell nothing of the machine that built them', async () => {
      const places = ['/go-root/', join('/root', 'go'), '/modules/', process.cwd()];
      const told = await withMounted(workshop, VERIFIER_IMAGE, (root) => {
        const texts = PROGRAMS.map((path) => readFileSync(join(root, path), 'latin1'));
        return places.filter((place) => texts.some((text) => text.includes(place)));
      });
      expect(told).toEqual([]);
    });
  });

  describe('as a manifest', () => {
    it('is one, of one platform, since Lambda takes no index', () => {
      expect(image.manifest.mediaType).toBe('application/vnd.oci.image.manifest.v1+json');
      expect(image.config).toMatchObject({ os: 'linux', architecture: process.arch === 'arm64' ? 'arm64' : 'amd64' });
    });

    it('starts the base’s entry point with the launch function, and knows no variables but the base’s and a home', () => {
      expect(image.config.config).toEqual({
        Env: [
          'LANG=en_US.UTF-8',
          'LAMBDA_TASK_ROOT=/var/task',
          'LAMBDA_RUNTIME_DIR=/var/runtime',
          'PATH=/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
          'HOME=/var/task',
        ],
        Entrypoint: ['/lambda-entrypoint.sh'],
        Cmd: [IMAGE_LAYOUT.launchCommand],
        WorkingDir: '/var/task',
        Labels: expect.anything() as object,
      });
    });

    it('adds less than forty megabytes', () => {
      const sizes = ADDED.map((path) => [path.split('/').at(-1), files.get(path)?.bytes ?? 0] as const);
      const compressed = image.manifest.layers.reduce((all, { size }) => all + size, 0);
      const lines = [...sizes, ['compressed layers, with the base’s', compressed] as const];
      const table = lines.map(([name, bytes]) => `${(bytes / 1e6).toFixed(1).padStart(6)} MB  ${String(name)}\n`);
      process.stdout.write(`size of the verifier’s image\n${table.join('')}`);
      const added = sizes.reduce((all, [, bytes]) => all + bytes, 0);
      expect(added).toBeGreaterThan(0);
      expect(added).toBeLessThan(MOST_BYTES);
    });
  });

  describe('as a function', () => {
    it('trusts what is signed, by the notation, plugin and root certificate of the image', async () => {
      const task = describeTask({ containers: [running('web', await world.sceneBuilder().pushSigned('good'))] });
      const { lines } = world.evidence(task, await world.deliver(instance, task));
      expect(lines).toMatchObject([{ verdict: 'trusted' }]);
    });

    it('reports what is not signed', async () => {
      const task = describeTask({ containers: [running('web', await world.sceneBuilder().push())] });
      const { lines, events } = world.evidence(task, await world.deliver(instance, task));
      expect(lines).toMatchObject([{ verdict: 'untrusted' }]);
      expect(events).toMatchObject([{ reason: 'unsigned', response: 'reported' }]);
    });
  });

  describe('is not built', () => {
    it.each([
      [
        'with a root certificate of another fingerprint',
        { ROOT_CERTIFICATE_SHA256: '0'.repeat(64) },
        `expected a certificate with SHA-256 fingerprint ${'0'.repeat(64)}`,
      ],
      [
        'from an image of the plugin that lacks it',
        { PLUGIN_IMAGE: 'localhost/node-base:1' },
        'PLUGIN_IMAGE: expected /notation-com.amazonaws.signer.notation.plugin in localhost/node-base:1, found none',
      ],
      [
        'when Go cannot build the plugin',
        { PLUGIN_IMAGE: 'scratch', PLUGIN_VERSION: 'v0.0.0' },
        'the AWS Signer plugin v0.0.0 could not be built, Go says why',
      ],
      ['from a base that is not there', { NODE_BASE: 'localhost/absent:1' }, 'localhost/absent:1'],
    ])('%s', async (_title, changed, sentence) => {
      await expect(workshop.build(changed)).rejects.toThrow(sentence);
    });
  });
});
