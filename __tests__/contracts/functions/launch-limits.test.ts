import { MAX_RECEIVE_COUNT, RETRY_HOURS } from '../../../contracts/functions/launch-limits';
import { backOffSeconds } from '../../../verification';

const waitedHours = (attempts: number): number =>
  Array.from({ length: attempts - 1 }, (_, index) => backOffSeconds(index + 1)).reduce((a, b) => a + b, 0) / 3600;

describe('MAX_RECEIVE_COUNT', () => {
  it('makes the back-off last RETRY_HOURS, without one attempt too many', () => {
    expect(RETRY_HOURS).toBeGreaterThanOrEqual(6);
    expect(waitedHours(MAX_RECEIVE_COUNT)).toBeGreaterThanOrEqual(RETRY_HOURS);
    expect(waitedHours(MAX_RECEIVE_COUNT - 1)).toBeLessThan(RETRY_HOURS);
  });
});
