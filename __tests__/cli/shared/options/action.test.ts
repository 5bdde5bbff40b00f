import { completionOf } from '../../../../cli/shared/options/completion';
import type { OptionTable, ValueOf } from '../../../../cli/shared/options/declaration';
import { renderHelp } from '../../../../cli/shared/options/help';
import { parserOf, readCommandLine } from '../../../../cli/shared/options/parse';
import { resumeCommand } from '../../../../cli/shared/options/resume';

const OPTIONS = {
  what: {
    type: 'action',
    name: 'list|end ID|show ID...',
    actions: { list: null, end: 'ID', show: 'ID...' },
    help: 'what to do',
  },
  json: { type: 'flag', name: '--json', help: '' },
} as const satisfies OptionTable;
const DECLARED = { name: 'try', options: OPTIONS };

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
interface Expected {
  readonly action: 'list' | 'end' | 'show';
  readonly argument: string | undefined;
  readonly arguments: readonly string[];
}
// This line does not compile if the type is another one.
const isSame: Same<ValueOf<(typeof OPTIONS)['what']>, Expected> = true;

describe('an action', () => {
  it.each<[readonly string[], object]>([
    [['list'], { action: 'list', argument: undefined, arguments: [] }],
    [['end', 'x'], { action: 'end', argument: 'x', arguments: ['x'] }],
    [['--json', 'end', 'x'], { action: 'end', argument: 'x', arguments: ['x'] }],
    [['show', 'x'], { action: 'show', argument: 'x', arguments: ['x'] }],
    [['show', 'x', '--json', 'y'], { action: 'show', argument: 'x', arguments: ['x', 'y'] }],
  ])('is read with what follows it: %j', (args, what) => {
    expect(readCommandLine(DECLARED, args)).toMatchObject({ values: { what }, problems: [] });
    expect(isSame).toBe(true);
  });

  it.each<[readonly string[], string]>([
    [[], 'expected list or end or show, found nothing'],
    [['toString'], 'expected list or end or show, found "toString"'],
    [['end'], 'end: expected ID, found nothing'],
    [['end', 'x', 'y'], 'end: expected ID, found "x" "y"'],
    [['show'], 'show: expected ID..., found nothing'],
    [['list', 'x'], 'list: expected only options, found "x"'],
  ])('is refused: %j', (args, problem) => {
    expect(readCommandLine(DECLARED, args).problems).toEqual([problem]);
  });

  it.each([['list'], ['end', 'x'], ['show', 'x', 'y']])('is repeated by the command that resumes: %s', (...args) => {
    expect(resumeCommand(DECLARED, parserOf(DECLARED)(args))).toBe(`npx image-trust try ${args.join(' ')}`);
  });

  it('is part of usage and help, and completed', () => {
    const example = ['', ''] as const;
    const help = renderHelp(DECLARED, { description: [], examples: [example, example], exitCodes: {} });
    expect(help).toContain('Usage: npx image-trust try [OPTIONS] list|end ID|show ID...\n');
    expect(help).toContain('\nArguments:\n  list|end ID|show ID...  what to do\n');
    expect(completionOf(OPTIONS).operands).toEqual(['list', 'end', 'show']);
  });
});
