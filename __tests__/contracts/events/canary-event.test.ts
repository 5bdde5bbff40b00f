import { formatCanaryEvent } from '../../../contracts/events/canary-event';
import { parseQueueMessage } from '../../../contracts/events/queue-message';

const SWEEP = '2026-03-01T12:00:00.000Z';

describe('a canary message', () => {
  it('is read as it was written', () => {
    expect(parseQueueMessage(formatCanaryEvent(SWEEP))).toEqual({ kind: 'canary', sweep: SWEEP });
  });

  it('is refused without the instant of a sweep', () => {
    expect(() => parseQueueMessage(formatCanaryEvent('yesterday'))).toThrow('detail.sweep: expected an instant');
  });
});
