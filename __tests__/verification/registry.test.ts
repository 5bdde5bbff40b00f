import { fetchTime, IMAGE_FETCH_MS } from '../../verification';

describe('fetchTime', () => {
  it.each([
    ['20 seconds from its start', 1_000, 60_000, IMAGE_FETCH_MS - 1_000],
    ['what the invocation has left', 1_000, 5_000, 5_000],
    ['nothing after 20 seconds', IMAGE_FETCH_MS + 1, 60_000, -1],
  ])('leaves %s', (_, elapsed, invocation, expected) => {
    let now = 500;
    const remaining = fetchTime(
      () => now,
      () => invocation,
    );
    now += elapsed;
    expect(remaining()).toBe(expected);
  });
});
