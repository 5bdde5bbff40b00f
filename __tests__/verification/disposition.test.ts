import { DONE, earliestRetry, retryLater, type Disposition } from '../../verification';

describe('retryLater', () => {
  it('states when to retry, or leaves that to the back-off', () => {
    expect(retryLater(60)).toEqual({ kind: 'retry-later', afterSeconds: 60 });
    expect(retryLater()).toEqual({ kind: 'retry-later', afterSeconds: undefined });
  });
});

describe('earliestRetry', () => {
  it.each<[string, readonly Disposition[], Disposition]>([
    ['no container', [], { kind: 'done' }],
    ['only containers that are done', [DONE, DONE], { kind: 'done' }],
    ['one back-off', [DONE, retryLater(), DONE], retryLater()],
    ['one stated time', [DONE, retryLater(60)], retryLater(60)],
    ['two stated times', [retryLater(60), retryLater(15), DONE], retryLater(15)],
    ['back-off and a stated time', [retryLater(), retryLater(60)], retryLater(60)],
    ['a retry at once', [retryLater(15), retryLater(0)], retryLater(0)],
  ])('of %s', (_what, dispositions, expected) => {
    expect(earliestRetry(dispositions)).toEqual(expected);
    expect(earliestRetry(dispositions.toReversed())).toEqual(expected);
  });
});
