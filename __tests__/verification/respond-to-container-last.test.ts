import { DONE, ResponseError, retryLater, type Disposition } from '../../verification';
import { anUntrusted, aVerified } from '../support/domain/domain';
import {
  failing,
  failingOnce,
  fakeBudget,
  fakePorts,
  fakeVerify,
  refused,
  refusing,
  respondToOne,
  type PortOverrides,
} from '../support/domain/fake-ports';

const bad = aVerified();
const unsigned = aVerified({ verdict: anUntrusted('unsigned') });

describe('respondToContainer with a spent stop budget', () => {
  it.each([
    [600, 1, 600],
    [1, 1, 30],
    [1, 2, 60],
    [700, 6, 900],
    [86_400, 3, 86_400],
  ])('retries when a stop is free, but never sooner than the back-off: free after %d s, attempt %d', async (...row) => {
    const [freeAfterSeconds, attempt, seconds] = row;
    const fake = fakePorts({ spendStop: async () => refused(freeAfterSeconds) });
    expect(await respondToOne(fake, bad, { attempt })).toEqual(retryLater(seconds));
  });

  it('gives a stop that ECS refused back, so that it can stop another task', async () => {
    const budget = fakeBudget(1);
    await respondToOne(fakePorts({ ...budget, stopTask: refusing }), bad).catch(() => undefined);
    const other = fakePorts(budget);
    expect(await respondToOne(other, bad)).toEqual(DONE);
    expect(other.stopReasons).toHaveLength(1);
  });
});

describe('respondToContainer at the last attempt', () => {
  const last = { attempt: 30 };

  it.each<[string, PortOverrides, Disposition]>([
    ['the budget is spent', { spendStop: async () => refused(600) }, retryLater(900)],
    [
      'another verdict would have to be confirmed',
      { verifyAfresh: fakeVerify(anUntrusted('unsigned')) },
      retryLater(60),
    ],
  ])('rule 12: announces that the stop is given up when %s', async (_what, overrides, disposition) => {
    const fake = fakePorts(overrides);
    expect(await respondToOne(fake, bad, last)).toEqual(disposition);
    expect(fake.published).toMatchObject([{ outcome: 'stop-abandoned' }]);
  });

  it('rule 12: announces that the stop is given up when an unsigned image is seen for the first time', async () => {
    const fake = fakePorts();
    expect(await respondToOne(fake, unsigned, last)).toEqual(retryLater(60));
    expect(fake.published).toMatchObject([{ outcome: 'stop-abandoned', verified: unsigned }]);
  });

  it.each<[string, PortOverrides]>([
    ['the confirmation', { describeTask: failing }],
    ['the stop', { stopTask: refusing }],
  ])('rule 12: announces that the stop is given up when %s fails again, and throws', async (_what, overrides) => {
    const fake = fakePorts(overrides);
    for (const attempt of [29, 30]) await expect(respondToOne(fake, bad, { attempt })).rejects.toThrow(ResponseError);
    expect(fake.published.map(({ outcome }) => outcome)).toEqual(['stop-failed', 'stop-abandoned']);
  });

  it('announces the stop when it succeeds after a redrive', async () => {
    const fake = fakePorts({ stopTask: failingOnce('StopTask: throttled') });
    await expect(respondToOne(fake, bad, last)).rejects.toThrow(ResponseError);
    expect(await respondToOne(fake, bad)).toEqual(DONE);
    expect(fake.published.map(({ outcome }) => outcome)).toEqual(['stop-abandoned', 'stopped']);
  });
});
