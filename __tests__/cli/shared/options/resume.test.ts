import type { OptionTable } from '../../../../cli/shared/options/declaration';
import { parserOf } from '../../../../cli/shared/options/parse';
import { resumeCommand } from '../../../../cli/shared/options/resume';

const OPTIONS = {
  images: { type: 'operands', name: 'IMAGE', atLeast: 'one image', help: '' },
  deployment: { type: 'text', name: '--deployment', placeholder: 'NAME', help: '' },
  outputs: { type: 'file', name: '--outputs', placeholder: 'FILE', help: '' },
  only: {
    type: 'choice',
    name: '--only',
    placeholder: 'PART',
    values: ['signing', 'images'],
    default: 'images',
    help: '',
  },
  seconds: {
    type: 'whole-number',
    name: '--timeout',
    placeholder: 'SECONDS',
    unit: 'seconds',
    min: 1,
    max: 9,
    default: 5,
    help: '',
  },
  names: { type: 'list', name: '--name', placeholder: 'NAME', help: '' },
  pairs: { type: 'pairs', name: '--build-arg', placeholder: 'NAME=VALUE', help: '' },
  json: { type: 'flag', name: '--json', help: '' },
  dryRun: { type: 'flag', name: '--dry-run', resumed: false, help: '' },
  rest: { type: 'passed-on', name: 'MORE', help: '' },
} as const satisfies OptionTable;

const DECLARED = { name: 'try', options: OPTIONS };

const resume = (...args: readonly string[]): string => resumeCommand(DECLARED, parserOf(DECLARED)(args));

describe('resumeCommand', () => {
  it('repeats everything that was given, to paste', () => {
    const options = [
      '--deployment',
      'dev',
      '--outputs',
      'o.json',
      '--only',
      'signing',
      '--timeout',
      '9',
      '--name',
      'a',
    ];
    const more = ['--name', 'b', '--build-arg', 'BASE=a b', '--json', '--', '--builder', 'podman'];
    expect(resume('one', 'two', ...options, ...more)).toBe(
      "npx image-trust try one two --deployment dev --outputs o.json --only signing --timeout 9 --name a --name b --build-arg 'BASE=a b' --json -- --builder podman",
    );
  });

  it('leaves out defaults, and what is not to be repeated', () => {
    expect(resume('one', '--only', 'images', '--timeout', '5', '--dry-run')).toBe('npx image-trust try one');
  });

  it('gives a command line that is read as the same again', () => {
    const values = parserOf(DECLARED)(['one', '--name', "it's", '--build-arg', 'A=b=c', '--', '-x']);
    const again = ['one', '--name', "it's", '--build-arg', 'A=b=c', '--', '-x'];
    expect(resumeCommand(DECLARED, values)).toBe("npx image-trust try one --name 'it'\\''s' --build-arg A=b=c -- -x");
    expect(parserOf(DECLARED)(again)).toEqual(values);
  });

  it('repeats a phrase as the words that were typed', () => {
    const declared = {
      name: 'try',
      options: { what: { type: 'word', name: 'WHAT', values: ['one', 'two words'], help: '' } },
    } as const;
    expect(resumeCommand(declared, parserOf(declared)(['two', 'words']))).toBe('npx image-trust try two words');
  });
});
