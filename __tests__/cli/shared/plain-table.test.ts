import { plainTable } from '../../../cli/shared/plain-table';

const HEAD = ['IMAGE', 'VERDICT', 'MS'];
const IMAGE = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web@sha256:${'a'.repeat(64)}`;
const ROWS = [
  [IMAGE, 'untrusted', '7'],
  ['nginx', 'trusted', '1200'],
];

describe('plainTable', () => {
  it('has one line for each row, without spaces at the ends', () => {
    expect(plainTable(HEAD, ROWS, { right: ['MS'] }).split('\n')).toEqual([
      `${'IMAGE'.padEnd(IMAGE.length)}  VERDICT      MS`,
      `${IMAGE}  untrusted     7`,
      `${'nginx'.padEnd(IMAGE.length)}  trusted    1200`,
    ]);
  });

  it.each([80, 60, 120])('fits %d columns by wrapping the widest one, and loses no character', (width) => {
    const lines = plainTable(HEAD, ROWS, { width }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    const first = lines.slice(
      1,
      lines.findIndex((line) => line.startsWith('nginx')),
    );
    expect(first.map((line) => line.split('  ')[0]).join('')).toBe(IMAGE);
  });

  it('keeps each column readable on a terminal that is too narrow for all', () => {
    const lines = plainTable(HEAD, [['a'.repeat(30), 'b'.repeat(30), 'c'.repeat(30)]], { width: 20 }).split('\n');
    expect(lines[1]).toBe(`${'a'.repeat(12)}  ${'b'.repeat(12)}  ${'c'.repeat(12)}`);
  });

  it('colours cells without moving the columns', () => {
    const paint = (head: string, text: string): string => (head === 'VERDICT' ? `\u001B[32m${text}\u001B[39m` : text);
    const [, , last] = plainTable(HEAD, ROWS, { width: 80, paint }).split('\n').slice(-3);
    expect(last).toMatch(/^nginx +\u001B\[32mtrusted\u001B\[39m +1200$/);
  });
});
