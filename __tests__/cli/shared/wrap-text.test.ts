import { definitionList, wrapText } from '../../../cli/shared/wrap-text';

describe('wrapText', () => {
  it.each<[string, number, readonly string[]]>([
    ['', 10, ['']],
    ['short', 10, ['short']],
    ['two words', 5, ['two', 'words']],
    ['a line\nand another', 11, ['a line', 'and another']],
    ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['x abcdefgh y', 4, ['x', 'abcd', 'efgh', 'y']],
    ['any length', Infinity, ['any length']],
  ])('breaks %j at %d characters', (text, width, lines) => {
    expect(wrapText(text, width)).toEqual(lines);
  });
});

describe('definitionList', () => {
  it('has two columns, the second of which is wrapped at 100 characters', () => {
    const [first, second, third] = definitionList([
      ['--json', 'word '.repeat(20).trim()],
      ['--deployment', 'the deployment'],
    ]);
    expect(first).toBe(`  --json        ${'word '.repeat(17).trim()}`);
    expect(second).toBe(`${' '.repeat(16)}word word word`);
    expect(third).toBe('  --deployment  the deployment');
  });
});
