import { formatViewState, INITIAL_VIEW, parseViewState } from '../../../../adapters/report-page/rows/view-state';

describe('view state', () => {
  it.each([
    ['the initial view', {}, ''],
    ['a verdict', { verdict: 'untrusted' }, '#verdict=untrusted'],
    ['a cluster and a text', { cluster: 'a b', text: 'x&y=#z' }, '#cluster=a+b&text=x%26y%3D%23z'],
    ['an order', { sort: 'first-seen' }, '#sort=first-seen'],
    ['the opposite of the initial order', { descending: true }, '#sort=-verdict'],
    ['a page', { page: 3 }, '#page=3'],
  ] as const)('is written to an address and read back: %s', (_what, change, hash) => {
    const view = { ...INITIAL_VIEW, ...change };
    expect(formatViewState(view)).toBe(hash);
    expect(parseViewState(hash)).toEqual(view);
  });

  it.each(['#coverage', '#reason-unsigned'])('is not read from the address of a section: %s', (hash) => {
    expect(parseViewState(hash)).toBeUndefined();
  });

  it.each(['#verdict=good', '#sort=size', '#sort=-', '#page=-1', '#page=1.5', '#page=x', '#constructor=1'])(
    'ignores what it does not know: %s',
    (hash) => {
      expect({ ...parseViewState(hash), descending: false }).toEqual(INITIAL_VIEW);
    },
  );
});
