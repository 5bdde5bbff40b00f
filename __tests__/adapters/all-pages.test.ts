import { allPages } from '../../adapters/all-pages';

/** Reads pages by their tokens; the first one has none. */
const read = (pages: Readonly<Record<string, string | undefined>>) =>
  allPages(async (token) => ({ items: [token ?? 'first'], next: pages[token ?? 'first'] }));

describe('allPages', () => {
  it('reads every page', async () => {
    await expect(read({ first: 'two', two: 'three' })).resolves.toEqual(['first', 'two', 'three']);
  });

  it.each([
    ['itself', { first: 'two', two: 'two' }],
    ['an earlier one', { first: 'two', two: 'three', three: 'two' }],
  ])('throws when a page names %s as the next one, since the list is not whole', async (_what, pages) => {
    await expect(read(pages)).rejects.toThrow('expected the token of a further page, found one that was used before');
  });
});
