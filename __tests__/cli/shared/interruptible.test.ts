import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interruptible, type InterruptibleWork } from '../../../cli/shared/interruption';
import { listening } from './terraform/in-project';

const FOR_EVER = new Promise<never>(() => undefined);

describe('interruptible', () => {
  const { stderr } = listening();
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'interruptible-'));
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  const shell = (script: string) => ({
    command: '/bin/sh',
    args: ['-c', script],
    environment: { PATH: '/usr/bin:/bin', DIRECTORY: directory },
    deadlineMs: 30_000,
    keepBytes: 1_000,
  });

  const interrupted = (work: InterruptibleWork['work'], patienceMs: InterruptibleWork['patienceMs'] = 50) =>
    interruptible('sign', {
      work: (tools) => {
        setImmediate(() => process.emit('SIGINT', 'SIGINT'));
        return work(tools);
      },
      soFar: () => '0 of 1 images done',
      patienceMs,
    });

  it('returns the status of work that is not interrupted', async () => {
    await expect(interruptible('sign', { work: async () => 4, soFar: () => '' })).resolves.toBe(4);
    expect(stderr()).toBe('');
  });

  it('ends after its patience when the work waits for an answer that never comes', async () => {
    await expect(interrupted(() => FOR_EVER)).resolves.toBe(130);
    expect(stderr()).toBe('image-trust sign: interrupted by SIGINT: 0 of 1 images done\n');
  });

  it('waits as long as the work needs when its patience is unlimited', async () => {
    const work: InterruptibleWork['work'] = async ({ throwIfInterrupted }) => {
      await new Promise((wake) => setTimeout(wake, 300));
      throwIfInterrupted();
      return 0;
    };
    await expect(interrupted(work, 'unlimited')).resolves.toBe(130);
  });

  it('terminates the programs of the work', async () => {
    const work: InterruptibleWork['work'] = async ({ run }) => {
      await run(shell('sleep 30'));
      return 0;
    };
    await expect(interrupted(work, 'unlimited')).resolves.toBe(130);
  });

  it('lets the work clean up after an interruption, and waits for that whatever its patience', async () => {
    const work: InterruptibleWork['work'] = async ({ run, cleanUp }) => {
      try {
        await run(shell('sleep 30'));
      } finally {
        await cleanUp((clean) => clean(shell('sleep 0.4; echo clean > $DIRECTORY/cleaned')));
      }
      return 0;
    };
    await expect(interrupted(work)).resolves.toBe(130);
    expect(readFileSync(join(directory, 'cleaned'), 'utf8')).toBe('clean\n');
  });

  it('removes its folder', async () => {
    let folder = '';
    const work: InterruptibleWork['work'] = ({ scratch }) => {
      folder = scratch;
      return FOR_EVER;
    };
    await interrupted(work);
    expect(folder).not.toBe('');
    expect(existsSync(folder)).toBe(false);
  });

  it('rethrows an error that no interruption caused', async () => {
    const work = () => Promise.reject(new TypeError('a defect'));
    await expect(interruptible('sign', { work, soFar: () => '' })).rejects.toThrow('a defect');
  });
});
