import { printCsv } from '../../../cli/shared/print';
import { listening } from './terraform/in-project';

describe('printCsv', () => {
  const { stdout } = listening();

  it('keeps the line ends of RFC 4180', () => {
    printCsv('"a","b"\r\n"c","d"\r\n');
    expect(stdout()).toBe('"a","b"\r\n"c","d"\r\n');
  });

  it.each(['\u001B[2K', '\u202E', '\r', '\u009B'])('shows %j as text', (hostile) => {
    printCsv(`"a${hostile}b"\r\n`);
    expect(stdout()).not.toContain(`a${hostile}b`);
  });
});
