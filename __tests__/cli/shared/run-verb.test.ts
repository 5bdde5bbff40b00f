import { ToolFailure } from '../../../cli/shared/failure';
import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import { Interrupted } from '../../../cli/shared/interrupted';
import { runVerb } from '../../../cli/shared/run-verb';
import { UsageError } from '../../../cli/shared/usage-error';
import type { Verb } from '../../../cli/verb';
import { listening } from './terraform/in-project';

const aVerb = (overrides: Partial<Verb> = {}): Verb => ({
  group: 'Operate',
  summary: 'try',
  help: 'the help\n',
  completion: { options: [], operands: [] },
  standalone: 'always',
  run: () => Promise.resolve(0),
  ...overrides,
});

const failing =
  (error: Error): Verb['run'] =>
  () =>
    Promise.reject(error);
const onDisk = (code: string): Error => Object.assign(new Error(`${code}: no`), { code, syscall: 'write' });

describe('runVerb', () => {
  const { stdout, stderr } = listening();

  const run = async (verb: Partial<Verb>, ...args: readonly string[]) => {
    const status = await runVerb('try', aVerb(verb), args);
    return { status, stdout: stdout(), stderr: stderr() };
  };

  afterEach(() => {
    delete process.env['IMAGE_TRUST_DEBUG'];
  });

  it('returns the exit code of the command', async () => {
    expect(await run({ run: () => Promise.resolve(5) })).toEqual({ status: 5, stdout: '', stderr: '' });
  });

  it.each([['--help'], ['-h'], ['--x', '--help']])('prints help for %s %s, and runs nothing', async (...args) => {
    expect(await run({ run: failing(new Error('ran')) }, ...args)).toEqual({
      status: 0,
      stdout: 'the help\n',
      stderr: '',
    });
  });

  it('passes on what follows --', async () => {
    const given: string[] = [];
    await run({ run: (args) => Promise.resolve(given.push(...args)) }, '--', '--help');
    expect(given).toEqual(['--', '--help']);
  });

  it.each<[string, Error, number, string]>([
    ['a usage error', new UsageError('try: expected x, found y'), 2, 'image-trust: try: expected x, found y\n'],
    [
      'an input that breaks its contract',
      new InvalidInputError('dev.json', [{ path: 'a', expected: 'b', found: 'c' }]),
      2,
      'image-trust: dev.json: 1 problem\n  a: expected b, found c\n',
    ],
    ['a missing tool', new ToolFailure('missing', 'install it'), 3, 'image-trust try: install it\n'],
    [
      'Ctrl-C at a question',
      new Interrupted('SIGINT'),
      130,
      'image-trust try: interrupted by SIGINT: nothing was changed\n',
    ],
  ])('ends with one message and no stack trace: %s', async (_what, error, status, message) => {
    expect(await run({ run: failing(error) })).toEqual({ status, stdout: '', stderr: message });
  });

  it('says that the disk is full', async () => {
    expect(await run({ run: failing(onDisk('ENOSPC')) })).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('image-trust try: the disk is full') as string,
    });
  });

  it('lets a command have another exit code for usage errors', async () => {
    expect(await run({ usageErrorCode: 1, run: failing(new UsageError('x')) })).toMatchObject({ status: 1 });
  });

  it('ends with 70 for a defect and asks for a report, without a stack trace', async () => {
    const { status, stderr: text } = await run({ run: failing(new TypeError('x is undefined')) });
    expect(status).toBe(70);
    expect(text).toBe(
      'image-trust: unexpected error: x is undefined\nThis is a defect of image-trust: please report it with the output of the same command under IMAGE_TRUST_DEBUG=1.\n',
    );
  });

  it('prints the stack trace of a defect with IMAGE_TRUST_DEBUG', async () => {
    process.env['IMAGE_TRUST_DEBUG'] = '1';
    expect((await run({ run: failing(new TypeError('x is undefined')) })).stderr).toMatch(
      /TypeError: x is undefined\n +at /,
    );
  });

  it('runs a command in the root of the checkout, and says where its arguments were typed', async () => {
    const before = process.cwd();
    process.chdir(__dirname);
    const places: (string | undefined)[] = [];
    const note: Verb['run'] = (_args, typedIn) => Promise.resolve(places.push(process.cwd(), typedIn));
    await run({ standalone: undefined, run: note });
    process.chdir(before);
    expect(places).toEqual([before, __dirname]);
  });
});
