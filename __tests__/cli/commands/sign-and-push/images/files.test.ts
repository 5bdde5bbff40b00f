import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyLock, type Lock } from '../../../../../contracts/lock/lock';
import { readContextFiles, stageContext } from '../../../../../cli/commands/sign-and-push/images/context-files';
import { readLock, writeLock } from '../../../../../cli/commands/sign-and-push/lock-file';
import { runPlans } from '../../../../../cli/commands/sign-and-push/run/run-plans';
import { planImages } from '../../../../../cli/commands/sign-and-push/plan';
import { aCopy, aWanted, digestOf, SIGNER } from './sources';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
  file = join(folder, 'dev.lock.json');
});

afterEach(() => rmSync(folder, { recursive: true }));

const lockWith = (digest: string): Lock => ({
  ...emptyLock('dev'),
  images: {
    verifier: {
      repository: aWanted().repository,
      tag: 'tag',
      digest,
      inputs: '0'.repeat(64),
      profileVersionArn: SIGNER.profileVersionArn,
    },
  },
});

describe('the lock', () => {
  it('is empty before it is first written, and is read as it was written', async () => {
    expect(readLock(file, 'dev')).toEqual(emptyLock('dev'));
    await writeLock(file, lockWith(digestOf('a')));
    expect(readLock(file, 'dev')).toEqual(lockWith(digestOf('a')));
    expect(readdirSync(folder)).toEqual(['dev.lock.json']);
  });

  it('stays as it was when it cannot be written, and no temporary file remains', async () => {
    await writeLock(file, lockWith(digestOf('a')));
    const before = readFileSync(file, 'utf8');
    await expect(writeLock(file, lockWith('no digest'))).rejects.toThrow('expected a digest');
    expect(readFileSync(file, 'utf8')).toBe(before);
    mkdirSync(join(folder, 'directory.lock.json'));
    await expect(writeLock(join(folder, 'directory.lock.json'), lockWith(digestOf('a')))).rejects.toThrow();
    expect(readdirSync(folder).sort()).toEqual(['dev.lock.json', 'directory.lock.json']);
  });

  it('holds the finished images when a later one fails, and nothing of that one', async () => {
    const images = [
      aWanted({ name: 'sample-signed', manifests: 'any', source: aCopy() }),
      aWanted({ source: aCopy({ digest: digestOf('f') }) }),
    ];
    const inspect = async (reference: string) => {
      if (reference.includes(digestOf('f'))) throw new Error('the second fails');
      return reference.includes('@')
        ? { digest: digestOf('c'), mediaType: 'm', bytes: 1, platforms: undefined }
        : undefined;
    };
    const refuse = () => Promise.reject(new Error('not called here'));
    const builder = {
      name: 'buildah' as const,
      inspect,
      build: refuse,
      exportStage: refuse,
      push: refuse,
      copy: async (from: string) => (from.includes('c') ? digestOf(from.at(-1) ?? '') : digestOf('f')),
    };
    const verify = async () => ({ kind: 'trusted', policy: 'p', signatures: [], detail: '' }) as const;
    const done: string[] = [];
    const tools = {
      builder,
      verify,
      verifyByProfile: verify,
      attach: refuse,
      sign: refuse,
      signer: SIGNER,
      scratch: folder,
      lock: emptyLock('dev'),
      file,
      onDone: ({ name }: { readonly name: string }) => done.push(name),
    };
    const silent = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    await expect(runPlans(planImages(images, emptyLock('dev'), SIGNER), tools)).rejects.toThrow('the second fails');
    silent.mockRestore();
    expect(Object.keys(readLock(file, 'dev').images)).toEqual(['sample-signed']);
    expect(done).toEqual(['sample-signed']);
  });
});

describe('a build context', () => {
  it('holds exactly the files that were read, all with the same time', async () => {
    mkdirSync(join(folder, 'in/deep'), { recursive: true });
    for (const [path, mode] of [
      ['Dockerfile', 0o664],
      ['deep/run', 0o775],
      ['other', 0o644],
    ] as const) {
      writeFileSync(join(folder, 'in', path), path);
      chmodSync(join(folder, 'in', path), mode);
    }
    const files = await readContextFiles(join(folder, 'in'), ['deep', 'Dockerfile']);
    expect(files.map(({ path, executable }) => [path, executable])).toEqual([
      ['Dockerfile', false],
      ['deep/run', true],
    ]);
    await stageContext(join(folder, 'out'), files);
    expect(readdirSync(join(folder, 'out'), { recursive: true }).sort()).toEqual(['Dockerfile', 'deep', 'deep/run']);
    const { mode, mtimeMs } = statSync(join(folder, 'out/deep/run'));
    expect([mode & 0o777, mtimeMs]).toEqual([0o755, 0]);
  });

  it('may be a whole directory', async () => {
    mkdirSync(join(folder, 'in/deep'), { recursive: true });
    for (const path of ['Dockerfile', 'deep/page']) writeFileSync(join(folder, 'in', path), path);
    const files = await readContextFiles(join(folder, 'in'), ['.']);
    expect(files.map(({ path }) => path)).toEqual(['Dockerfile', 'deep/page']);
  });

  describe('with links', () => {
    const read = (...paths: readonly string[]) => readContextFiles(join(folder, 'in'), paths);

    beforeEach(() => {
      mkdirSync(join(folder, 'in/deep'), { recursive: true });
      mkdirSync(join(folder, 'in-other'));
      for (const path of ['in/Dockerfile', 'in/deep/page', 'in-other/secret']) writeFileSync(join(folder, path), path);
    });

    it('holds copies of what links inside of the folder lead to', async () => {
      symlinkSync('../Dockerfile', join(folder, 'in/deep/file'));
      symlinkSync('deep', join(folder, 'in/again'));
      const files = await read('.');
      expect(files.map(({ path, content }) => [path, content.toString()])).toEqual([
        ['Dockerfile', 'in/Dockerfile'],
        ['again/file', 'in/Dockerfile'],
        ['again/page', 'in/deep/page'],
        ['deep/file', 'in/Dockerfile'],
        ['deep/page', 'in/deep/page'],
      ]);
    });

    it.each([
      ["the builder's environment", '/proc/self/environ', 'outside of the folder'],
      ['a file elsewhere', '../../in-other/secret', 'outside of the folder'],
      ['a folder elsewhere', '../../in-other', 'outside of the folder'],
      ['nothing', 'absent', 'a link that leads nowhere'],
      ['a folder that contains it', '..', 'a link to a folder that contains it'],
      ['a device', '/dev/null', 'outside of the folder'],
    ])('is refused with a link to %s, whose path the message names', async (_what, target, sentence) => {
      symlinkSync(target, join(folder, 'in/deep/link'));
      const refused = expect(read('.')).rejects;
      await refused.toMatchObject({ code: 'failed', message: expect.stringContaining(sentence) as string });
      await expect(read('.')).rejects.toThrow(`${join(folder, 'in/deep/link')}: expected a regular file or a folder`);
    });

    it('is refused with a link that leaves the listed folder, although it stays in the root', async () => {
      symlinkSync('../Dockerfile', join(folder, 'in/deep/link'));
      await expect(read('deep')).rejects.toThrow('outside of the folder');
    });

    it('is refused with a named pipe, which is not waited for', async () => {
      execFileSync('mkfifo', [join(folder, 'in/deep/pipe')]);
      await expect(read('.')).rejects.toThrow('found a device, a socket or a pipe');
    });

    it('may be read through a link that leads to the whole root', async () => {
      symlinkSync('in', join(folder, 'linked'));
      await expect(readContextFiles(join(folder, 'linked'), ['deep'])).resolves.toHaveLength(1);
    });
  });
});
