import { outputCleaner } from '../../../../cli/shared/terraform/clean-output';

const cleaned = (...chunks: readonly (string | Buffer)[]): string => {
  let printed = '';
  const { write, end } = outputCleaner((text) => (printed += text));
  chunks.forEach(write);
  end();
  return printed;
};

describe('outputCleaner', () => {
  it('passes lines on with their colours, and a last line without a line break', () => {
    expect(cleaned('\u001B[31mError\u001B[0m: one\ntw', 'o')).toBe('\u001B[31mError\u001B[0m: one\ntwo');
  });

  it('passes a line on when it is complete', () => {
    const printed: string[] = [];
    const { write } = outputCleaner((text) => printed.push(text));
    write('one\ntw');
    expect(printed).toEqual(['one\n']);
  });

  it.each([
    ["To skip validations, add 'skipValidation: true' to your App config."],
    ["If you wish to ignore these validations, pass 'skipValidation: true' to your App configuration."],
  ])("leaves out cdktf's advice to skip validation, also between two chunks: %s", (advice) => {
    expect(cleaned(`Validation failed\n    ${advice.slice(0, 30)}`, `${advice.slice(30)}\nnext\n`)).toBe(
      'Validation failed\nnext\n',
    );
  });

  it('makes control characters harmless, also when a sequence comes in two chunks', () => {
    expect(cleaned('a\u001B', ']0;title\u0007b\u202E\n')).toBe('ab\\u{202e}\n');
  });

  it('lets no line overwrite another', () => {
    expect(cleaned('bad\rgood\r\nnext\r', '\n')).toBe('bad\ngood\nnext\n');
  });

  it('does not break characters of several bytes', () => {
    const bytes = Buffer.from('│ x\n');
    expect(cleaned(bytes.subarray(0, 1), bytes.subarray(1))).toBe('│ x\n');
  });
});
