import { resolve } from 'node:path';
import type { Declared, OptionTable } from '../../../../cli/shared/options/declaration';
import { parserOf, readCommandLine } from '../../../../cli/shared/options/parse';
import { UsageError } from '../../../../cli/shared/usage-error';

const OPTIONS = {
  deployment: { type: 'text', name: '--deployment', placeholder: 'NAME', conflicts: ['--trust'], help: '' },
  trust: { type: 'file', name: '--trust', placeholder: 'FILE', help: '' },
  only: { type: 'choice', name: '--only', placeholder: 'PART', values: ['signing', 'images'], help: '' },
  timeout: {
    type: 'whole-number',
    name: '--timeout',
    placeholder: 'SECONDS',
    unit: 'seconds',
    min: 1,
    max: 60,
    default: 30,
    help: '',
  },
  images: { type: 'list', name: '--image', placeholder: 'NAME', help: '' },
  buildArguments: { type: 'pairs', name: '--build-arg', placeholder: 'NAME=VALUE', help: '' },
  dryRun: { type: 'flag', name: '--dry-run', help: '' },
  rest: { type: 'passed-on', name: 'MORE', help: '' },
} as const satisfies OptionTable;

const DECLARED = {
  name: 'try',
  options: OPTIONS,
  check: ({ dryRun, images = [] }) => (dryRun === true && images.length > 1 ? ['--dry-run: expected one image'] : []),
} satisfies Declared<typeof OPTIONS>;

const WITH_OPERANDS = {
  name: 'try',
  options: {
    images: {
      type: 'operands',
      name: 'IMAGE',
      atLeast: 'one image',
      check: (image: string) => (image === 'bad' ? 'expected a good one' : undefined),
      help: '',
    },
    json: { type: 'flag', name: '--json', help: '' },
  },
} as const;

const WITH_WORD = {
  name: 'try',
  options: { shell: { type: 'word', name: 'bash|zsh', values: ['bash', 'zsh'], help: '' } },
} as const;

const problems = (...args: readonly string[]): readonly string[] => readCommandLine(DECLARED, args).problems;

describe('parserOf', () => {
  it('reads every type of option, with a value behind a space or an equals sign', () => {
    const args = ['--deployment=dev', '--only', 'images', '--timeout', '60', '--image', 'a', '--image=b', '--dry-run'];
    expect(
      readCommandLine(DECLARED, [...args, '--build-arg', 'A=b=c', '--build-arg=E=', '--', '--x', 'y']).values,
    ).toEqual({
      deployment: 'dev',
      trust: undefined,
      only: 'images',
      timeout: 60,
      images: ['a', 'b'],
      buildArguments: { A: 'b=c', E: '' },
      dryRun: true,
      rest: ['--x', 'y'],
    });
  });

  it('takes the last value of an option that was repeated without being a list', () => {
    expect(parserOf(DECLARED)(['--deployment', 'dev', '--deployment', 'prod']).deployment).toBe('prod');
  });

  it('takes a value that begins with a dash behind an equals sign only', () => {
    expect(parserOf(DECLARED)(['--deployment=-x']).deployment).toBe('-x');
  });

  it('keeps a file as it was typed in the folder where the command runs, and resolves it elsewhere', () => {
    expect(parserOf(DECLARED)(['--trust', 'a/b.json']).trust).toBe('a/b.json');
    expect(parserOf(DECLARED)(['--trust', 'a/b.json'], '/somewhere').trust).toBe('/somewhere/a/b.json');
    expect(parserOf(DECLARED)(['--trust', '/c.json'], '/somewhere').trust).toBe(resolve('/c.json'));
  });

  it('throws a UsageError that lists every problem at once, and where the help is', () => {
    const parse = () =>
      parserOf(DECLARED)([
        '--only',
        'verifier',
        '--timeout',
        'soon',
        '--build-arg',
        'x',
        '--dry-run=yes',
        '--imgae',
        'a',
        'dev',
        '--deployment',
        '--trust',
      ]);
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(
      [
        'try: usage error',
        '  expected an option of try, found --imgae; did you mean --image?',
        '  --deployment: expected NAME, found --trust',
        '  --trust: expected FILE, found nothing',
        '  --dry-run: expected no value, found "yes"',
        '  expected only options, found "dev"',
        '  --only: expected signing, images, found "verifier"',
        '  --timeout: expected a whole number of seconds from 1 to 60, found "soon"',
        '  --build-arg: expected NAME=VALUE, found "x"',
        'see npx image-trust help try',
      ].join('\n'),
    );
  });
});

describe('the problems of a command line', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['none', [], []],
    [
      'two options that conflict',
      ['--deployment', 'a', '--trust', 'b'],
      ['--deployment, --trust: expected one of them, found both'],
    ],
    ['a group of letters, once', ['-json'], ['expected an option of try, found -json']],
    ['an unknown option with a value', ['--x=y'], ['expected an option of try, found --x']],
    [
      'what may be the value of an unknown option, not twice',
      ['--depoyment', 'dev'],
      ['expected an option of try, found --depoyment; did you mean --deployment?'],
    ],
    [
      'an option where a value is expected',
      ['--deployment', '--no'],
      ['expected an option of try, found --no', '--deployment: expected NAME, found --no'],
    ],
    [
      'the end of options where a value is expected',
      ['--deployment', '--'],
      ['--deployment: expected NAME, found nothing'],
    ],
    ['an empty file', ['--trust='], ['--trust: expected a file, found nothing']],
    [
      'a number that is too small',
      ['--timeout', '0'],
      ['--timeout: expected a whole number of seconds from 1 to 60, found "0"'],
    ],
    ['the check of the command', ['--dry-run', '--image', 'a', '--image', 'b'], ['--dry-run: expected one image']],
    ['the name of a property of every object', ['--constructor'], ['expected an option of try, found --constructor']],
  ])('are: %s', (_what, args, expected) => {
    expect(problems(...args)).toEqual(expected);
  });
});

describe('operands', () => {
  const read = (...args: readonly string[]) => readCommandLine(WITH_OPERANDS, args);

  it('stand anywhere between options; behind -- nothing is an option', () => {
    expect(read('a', '--json', 'b').values).toEqual({ images: ['a', 'b'], json: true });
    expect(read('--', '--json').values).toEqual({ images: ['--json'], json: false });
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['none', [], ['IMAGE: expected at least one image, found none']],
    ['each bad one', ['bad', 'good', 'bad'], ['IMAGE "bad": expected a good one', 'IMAGE "bad": expected a good one']],
    [
      'only the unknown option, if the only operand may be its value',
      ['--jsno', 'a'],
      ['expected an option of try, found --jsno; did you mean --json?'],
    ],
  ])('report %s', (_what, args, expected) => {
    expect(read(...args).problems).toEqual(expected);
  });

  it.each<[readonly string[], string]>([
    [[], 'expected bash or zsh, found nothing'],
    [['fish'], 'expected bash or zsh, found "fish"'],
    [['bash', 'zsh'], 'expected bash or zsh, found "bash" "zsh"'],
  ])('of a few words are exactly one: %j', (args, problem) => {
    expect(readCommandLine(WITH_WORD, args).problems).toEqual([problem]);
    expect(readCommandLine(WITH_WORD, ['zsh']).values).toEqual({ shell: 'zsh' });
  });
});
