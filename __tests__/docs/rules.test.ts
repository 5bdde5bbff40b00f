import { readPage } from './markdown';

const rules = readPage('docs/rules.md').split(/^### /m).slice(1);

describe('docs/rules.md', () => {
  it('has the rules 1 to 12, in their order', () => {
    expect(rules.map((rule) => /^\d+(?=\. )/.exec(rule)?.[0])).toEqual([...Array(12).keys()].map((n) => String(n + 1)));
  });

  it.each(rules.map((rule) => [rule.split('\n')[0], rule]))(
    'says which code enforces %s, and which tests check it',
    (_, rule) => {
      expect(rule).toMatch(/^- \*\*Enforced in\*\* `[a-z-]+\//m);
      expect(rule).toMatch(/^- \*\*Tested in\*\* `__tests__\//m);
    },
  );
});
