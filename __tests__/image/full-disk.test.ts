import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync, openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { startPushEnvironment, type PushEnvironment } from '../end-to-end/sign-and-push-environment';

const MEGABYTE = 1024 * 1024;
const SAMPLE = ['--builder', 'buildah', '--image', 'sample-unsigned'];

jest.setTimeout(60_000);

/** Fills the disk with a file. */
const fill = (file: string): void => {
  const opened = openSync(file, 'w');
  const some = Buffer.alloc(4096);
  try {
    for (;;) writeSync(opened, some);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(opened);
  }
};

// Mounting a file system of a given size needs root.
describe('image-trust sign-and-push on a full disk', () => {
  let push: PushEnvironment;
  const mounted: string[] = [];

  const mount = (directory: string, bytes: number): string => {
    mkdirSync(directory, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', directory]);
    mounted.push(directory);
    return directory;
  };

  const deployments = (): string => join(push.directory, 'deployments');

  const temporary = (name: string, bytes: number): string => mount(join(push.directory, name), bytes);

  /** Writes the source of a sample image with one incompressible layer of that size. */
  const buildSample = (bytes: number): void => {
    mkdirSync(join(push.directory, 'image'), { recursive: true });
    writeFileSync(join(push.directory, 'image/layer'), randomBytes(bytes));
    writeFileSync(join(push.directory, 'image/Dockerfile'), 'FROM scratch\nARG VARIANT\nCOPY layer /layer\n');
  };

  beforeAll(async () => {
    push = await startPushEnvironment();
    const file = join(deployments(), 'dev.json');
    const { sample, ...deployment } = JSON.parse(readFileSync(file, 'utf8')) as { readonly sample: object };
    const files = Object.entries({
      'dev.json': JSON.stringify({ ...deployment, sample: { ...sample, image: { build: 'image' } } }),
      'dev.outputs.json': readFileSync(join(deployments(), 'dev.outputs.json'), 'utf8'),
    });
    mount(deployments(), MEGABYTE);
    for (const [name, text] of files) writeFileSync(join(deployments(), name), text);
  }, 180_000);

  afterEach(() => rmSync(join(deployments(), 'filling'), { force: true }));

  afterAll(async () => {
    for (const directory of mounted) execFileSync('umount', [directory]);
    await push.stop();
  });

  const expectFull = async (directory: string): Promise<string> => {
    const { status, stdout, stderr } = await push.imageTrustWith({ TMPDIR: directory }, 'sign-and-push', ...SAMPLE);
    expect({ status, stdout, stderr }).toEqual({
      status: 3,
      stdout: '',
      stderr: expect.stringMatching(
        /^image-trust sign-and-push: .*the disk is full: free some space, then run this again/m,
      ),
    });
    return stderr;
  };

  it('says so when it cannot even write the registry logins', async () => {
    buildSample(MEGABYTE);
    const directory = temporary('no-room', MEGABYTE);
    fill(join(directory, 'filling'));
    await expectFull(directory);
    expect(readdirSync(directory).filter((name) => name.startsWith('image-trust-'))).toEqual([]);
  });

  it('says so when the build does not fit', async () => {
    buildSample(2 * MEGABYTE);
    await expectFull(temporary('room-for-less', MEGABYTE));
  });

  it('says so when the builder has no room to store the image', async () => {
    buildSample(2 * MEGABYTE);
    // Room for the compiled command line, which tsx keeps there too, and for one copy of the source.
    const stderr = await expectFull(temporary('room-for-one', 4 * MEGABYTE));
    expect(stderr).toContain('image-trust sign-and-push: building sample-unsigned: the image could not be stored');
  });

  it('keeps the old lock when the new one does not fit, and resumes when there is room', async () => {
    buildSample(MEGABYTE);
    const directory = temporary('room', 8 * MEGABYTE);
    fill(join(deployments(), 'filling'));
    await expect(expectFull(directory)).resolves.toContain('(deployments/dev.lock.json could not be written: ENOSPC');
    const files = ['dev.json', 'dev.lock.json', 'dev.outputs.json', 'filling'];
    expect(readdirSync(deployments()).sort()).toEqual(files);
    expect(push.lockedImages()).toEqual({});
    rmSync(join(deployments(), 'filling'));
    const result = await push.imageTrustWith({ TMPDIR: directory }, 'sign-and-push', ...SAMPLE);
    expect(result).toMatchObject({ status: 0 });
    expect(result.stderr).not.toContain('pushed');
    expect(Object.keys(push.lockedImages())).toEqual(['sample-unsigned']);
  });
});
