import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type StagedImage, stageImage } from '../../bench/staged-image';
import { createTemporaryDirectory } from '../../testing/process/temporary-directory';

const KEY_BYTES = 32;
const BUNDLE = `"use strict";
const path = require("node:path");
const trace = () => new Error("a trace").stack.split("\\n")[1].trim();
if (process.env.FAIL) throw new TypeError("cannot load");
exports.handler = () => [1, path.basename(__filename), trace()];
exports.environment = () => [require.resolve("node:fs"), module.filename, __dirname, this === exports];
`;
const CALL = 'const { handler, environment } = require(process.argv[1]); [handler(), environment()]';

const node = (code: string, ...args: readonly string[]): unknown =>
  JSON.parse(
    execFileSync(process.execPath, ['-p', `JSON.stringify((() => { ${code} })())`, ...args], { encoding: 'utf8' }),
  );

/** What the exports of a file return. */
const call = (file: string): unknown => node(CALL.replace('[handler', 'return [handler'), file);

/** The key of a cache, with parts that are those of this Node by default. */
const keyOf = (source: Buffer, code: Buffer, runtime = `${process.version} ${process.arch}`): Buffer =>
  createHash('sha256').update(`${runtime} ${source.length}\n`).update(source).update(code).digest();

describe('the code cache of a bundle', () => {
  const directory = createTemporaryDirectory('code-cache');
  let image: StagedImage;
  let made: Buffer;
  let unchanged: unknown;

  const codeOf = (cache: Buffer): Buffer => cache.subarray(KEY_BYTES);
  const sourceOf = (): Buffer => readFileSync(image.bundle);
  const sealed = (code: Buffer, runtime?: string): Buffer => Buffer.concat([keyOf(sourceOf(), code, runtime), code]);

  /** Whether V8 used the cache. */
  const isUsed = (): boolean => {
    const loader = JSON.stringify(join(directory.path, 'image/load-bundle.js'));
    return node(
      `return require(${loader}).compileBundle(process.argv[1]).script.cachedDataRejected === false`,
      image.bundle,
    ) as boolean;
  };

  beforeAll(async () => {
    const bundle = join(directory.path, 'launch.js');
    writeFileSync(bundle, BUNDLE);
    image = await stageImage(join(directory.path, 'image'), bundle);
    unchanged = call(image.bundle);
    await image.makeCache();
    made = readFileSync(image.cache);
  });

  beforeEach(() => {
    rmSync(image.cache, { recursive: true, force: true });
    writeFileSync(image.bundle, BUNDLE);
    writeFileSync(image.cache, made);
  });

  afterAll(() => rmSync(directory.path, { recursive: true, force: true }));

  it('is used, and the bundle behaves as without the loader', () => {
    expect(isUsed()).toBe(true);
    expect(call(image.entry)).toEqual(unchanged);
  });

  const damaged = (): Buffer => {
    const bytes = Buffer.from(made);
    bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 0xff;
    return bytes;
  };

  it.each<[string, () => Buffer]>([
    ['is damaged', damaged],
    ['is truncated', () => made.subarray(0, made.length / 2)],
    ['is empty', () => Buffer.alloc(0)],
    ['is of another version of Node', () => sealed(codeOf(made), `v0.0.0 ${process.arch}`)],
    ['is of another architecture', () => sealed(codeOf(made), `${process.version} mips`)],
    ['is bound to this bundle but refused by V8', () => sealed(Buffer.from('no code of V8'))],
  ])('changes nothing but time when it %s', (_title, content) => {
    writeFileSync(image.cache, content());
    expect(isUsed()).toBe(false);
    expect(call(image.entry)).toEqual(unchanged);
  });

  it.each<[string, () => void]>([
    ['is missing', () => rmSync(image.cache)],
    [
      'cannot be read',
      () => {
        rmSync(image.cache);
        mkdirSync(image.cache);
      },
    ],
  ])('changes nothing but time when it %s', (_title, change) => {
    change();
    expect(isUsed()).toBe(false);
    expect(call(image.entry)).toEqual(unchanged);
  });

  it('is not used for another bundle of the same length', () => {
    writeFileSync(image.bundle, BUNDLE.replace('[1,', '[2,'));
    expect(isUsed()).toBe(false);
    expect(call(image.entry)).toEqual(call(image.bundle));
    expect(call(image.entry)).not.toEqual(unchanged);
  });

  it('is not used when it was made with other flags of V8', async () => {
    await image.makeCache('--max-old-space-size=100');
    expect(isUsed()).toBe(false);
    expect(call(image.entry)).toEqual(unchanged);
  });

  it('is the same each time it is made', async () => {
    rmSync(image.cache);
    await image.makeCache();
    expect(readFileSync(image.cache).equals(made)).toBe(true);
  });

  it('contains functions that loading the bundle does not call', () => {
    expect(codeOf(made).includes('a trace')).toBe(true);
  });

  it('leaves an error of the bundle and its place as they are', () => {
    const attempt = `process.env.FAIL = 'yes';
      try { require(process.argv[1]) } catch (error) { return [error instanceof TypeError, error.stack.split('\\n').slice(0, 2)] }`;
    const [isTypeError, lines] = node(attempt, image.entry) as readonly [boolean, readonly string[]];
    expect([isTypeError, lines]).toEqual(node(attempt, image.bundle));
    expect([isTypeError, lines[1]]).toEqual([true, expect.stringContaining(`${image.bundle}:4:`)]);
  });
});
