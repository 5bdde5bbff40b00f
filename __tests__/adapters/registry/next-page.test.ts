import { parseNextPage } from '../../../adapters/registry/next-page';

const PAGE = new URL('https://registry.example/v2/app/referrers/sha256:aa?artifactType=x');
const NEXT = 'https://registry.example/v2/app/referrers/sha256:aa?n=2';

describe('parseNextPage', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['</v2/app/referrers/sha256:aa?n=2>; rel="next"', NEXT],
    ['<?n=2>; rel=next', NEXT],
    [`<${NEXT}>;rel="next";title="x"`, NEXT],
    [`<${NEXT}>; title="a"; REL="NEXT"`, NEXT],
    [`<https://registry.example/>; rel="prev", <${NEXT}>; rel="next"`, NEXT],
    ['<?n=2>; rel="last"', undefined],
    ['<?n=2>', undefined],
    ['?n=2; rel="next"', undefined],
    ['<https://evil.example/v2/app/referrers/sha256:aa>; rel="next"', 'elsewhere'],
    ['<https://user@registry.example/v2/app/referrers/sha256:aa>; rel="next"', 'elsewhere'],
    ['<../sha256:bb>; rel="next"', 'elsewhere'],
    ['<https://[>; rel="next"', 'elsewhere'],
  ])('parses %j', (header, expected) => {
    const next = parseNextPage(header, PAGE);
    expect(next instanceof URL ? next.href : next).toBe(expected);
  });
});
