import { markdownCellCode, markdownCode } from '../../../cli/shared/markdown-code';

describe('markdownCode', () => {
  it.each([
    ['plain text', 'shop/web:1', '`shop/web:1`'],
    ['HTML and a mention', '<b>@octocat', '`<b>@octocat`'],
    ['a line break and a bidi control', 'a\n| b\u202E', '`a\\u{a}| b\\u{202e}`'],
    ['nothing', '', '`  `'],
    ['backticks', 'a``b', '```a``b```'],
    ['a backtick at its end', 'a`', '`` a` ``'],
  ])('keeps %s inside of one code span', (_, text, expected) => {
    expect(markdownCode(text)).toBe(expected);
  });

  it('cuts a very long text and says how long it was', () => {
    const text = markdownCode('a'.repeat(5_000));
    expect(text).toMatch(/^`a{2000}… \(5000 characters\)`$/);
  });
});

describe('markdownCellCode', () => {
  it.each([
    ['plain text', 'shop/web:1', '`shop/web:1`'],
    ['HTML and a mention', '<b>@octocat', '`<b>@octocat`'],
  ])('keeps %s inside of one code span', (_, text, expected) => {
    expect(markdownCellCode(text)).toBe(expected);
  });

  it.each(['a|b', 'a\\|b', '`|`', '\\', '|<script>|', 'a\n|www.example.com'])(
    'has no character for %j that could end the cell or be Markdown',
    (text) => {
      expect(markdownCellCode(text)).toMatch(/^<code>(?:[A-Za-z0-9 /-]|&#[0-9]+;)*<\/code>$/);
    },
  );
});
