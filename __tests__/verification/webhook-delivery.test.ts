import { decideDelivery, LONGEST_WEBHOOK_WAIT_SECONDS, type Delivery } from '../../verification';

describe('decideDelivery', () => {
  it.each<[number, Delivery['kind']]>([
    [200, 'delivered'],
    [204, 'delivered'],
    [301, 'refused'],
    [307, 'refused'],
    [400, 'refused'],
    [404, 'refused'],
    [410, 'refused'],
    [408, 'retry'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
  ])('decides about status %i: %s', (status, kind) => {
    expect(decideDelivery({ status, retryAfterSeconds: undefined })).toMatchObject({ kind });
  });

  it.each([
    ['as long as the receiver asks for', 120, 120],
    ['at most an hour', 86_400, LONGEST_WEBHOOK_WAIT_SECONDS],
    ['by the back-off where the receiver does not say', undefined, undefined],
  ])('waits %s', (_what, retryAfterSeconds, afterSeconds) => {
    expect(decideDelivery({ status: 429, retryAfterSeconds })).toEqual({ kind: 'retry', afterSeconds });
  });
});
