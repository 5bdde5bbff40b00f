import { html, MAX_SHOWN, ownMarkup, shownText } from '../../../adapters/report-page/html';

describe('html', () => {
  it.each([
    ['markup', '<b>&"\'', '&lt;b&gt;&amp;&quot;&#39;'],
    ['entities', '&lt;', '&amp;lt;'],
    ['invisible characters', 'a\u202Eb', 'a\\u{202e}b'],
  ])('escapes %s in a text', (_what, text, expected) => {
    expect(html`<p title="${text}">${text}</p>`.markup).toBe(`<p title="${expected}">${expected}</p>`);
  });

  it('keeps markup, joins lists of it, writes numbers, and nothing for null', () => {
    const items = [1, 2].map((each) => html`<li>${each}</li>`);
    expect(
      html`<ul>
          ${items}
        </ul>
        ${null}${ownMarkup('<hr>')}`.markup.replaceAll(/\s/g, ''),
    ).toBe('<ul><li>1</li><li>2</li></ul><hr>');
  });
});

describe('shownText', () => {
  it('cuts a long text before it escapes what is invisible', () => {
    expect(shownText('\u202E'.repeat(MAX_SHOWN + 1))).toBe(`${'\\u{202e}'.repeat(MAX_SHOWN - 1)}…`);
  });
});
