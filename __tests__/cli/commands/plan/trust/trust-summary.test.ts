import { aDocument, aDocumentChange, aPlanned, summaryOf } from '../a-plan';

const trustOf = (...args: Parameters<typeof aDocumentChange>) =>
  summaryOf([aPlanned('verifier', [aDocumentChange(...args)])]).trust;

const ignoring = { unmatched: 'ignore' };

describe('what a plan does to the trust document', () => {
  it.each([
    ['makes the first one', undefined, aDocument(), {}, 'first'],
    ['deletes it', aDocument(), undefined, {}, 'removed'],
    ['changes it', aDocument(), aDocument(ignoring), {}, 'changed'],
    ['changes only how it is written', aDocument(), aDocument(), {}, 'unchanged'],
  ])('%s', (_, before, after, overrides, kind) => {
    expect(trustOf(before, after, overrides).kind).toBe(kind);
  });

  it('leaves it alone', () => {
    expect(summaryOf([aPlanned('verifier', [])]).trust).toEqual({ kind: 'unchanged' });
  });

  it('restores bytes that were changed outside Terraform', () => {
    const { before, after } = aDocumentChange(aDocument(), aDocument());
    const change = aDocumentChange(aDocument(), aDocument(), {
      kind: 'update',
      before: { ...before, etag: 'theirs' },
      after: { ...after, etag: 'ours' },
    });
    expect(summaryOf([aPlanned('verifier', [change])]).trust).toMatchObject({ kind: 'restored' });
  });

  it.each([
    ['after', 'unknown', { unknown: { content: true } }],
    ['after', 'hidden', { hiddenAfter: { content: true } }],
    ['before', 'hidden', { hiddenBefore: { content: true } }],
  ])('is unreadable when the content %s is %s', (side, why, overrides) => {
    expect(trustOf(aDocument(), aDocument(ignoring), overrides)).toMatchObject({ kind: 'unreadable', side, why });
  });

  it.each([
    ['no JSON', '{', 'malformed'],
    ['another version', '{"version":4}', 'unknown-version'],
  ])('is unreadable when the one before is %s', (_, content, why) => {
    const before = { key: `trust/${'a'.repeat(64)}.json`, content };
    expect(trustOf(undefined, aDocument(), { before })).toMatchObject({ kind: 'unreadable', side: 'before', why });
  });

  it('is unknown when the verifier stack could not be planned', () => {
    const failed = { part: 'verifier', stack: 'dev-verifier', kind: 'failed', code: 'refused', message: 'no' } as const;
    expect(summaryOf([failed]).trust).toEqual({ kind: 'not-planned' });
  });
});
