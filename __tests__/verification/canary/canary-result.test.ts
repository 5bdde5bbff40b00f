import { CANARY_DOORS, compareAnswer, type CanaryDoor, type CanaryKind } from '../../../verification';
import { anUntrusted, aTrusted } from '../../support/domain/domain';

const ANSWERS = { good: aTrusted(), unsigned: anUntrusted('unsigned') } as const;

const passes = (canary: keyof typeof ANSWERS & CanaryKind, door: CanaryDoor, action: string | null): boolean =>
  compareAnswer({ canary, door, verdict: ANSWERS[canary], action }).passed;

describe('compareAnswer', () => {
  it('passes the right verdict with what the door must do next, and with nothing else', () => {
    const actions = [null, 'record', 'report', 'confirm', 'stop', 'continue', 'wait', 'roll-back'];
    const passing = (canary: keyof typeof ANSWERS) =>
      CANARY_DOORS.map((door) => [door, actions.filter((action) => passes(canary, door, action))]);
    expect(Object.fromEntries(passing('good'))).toEqual({ sweep: [null], start: ['record'], gate: ['continue'] });
    expect(Object.fromEntries(passing('unsigned'))).toEqual({ sweep: [null], start: ['stop'], gate: ['roll-back'] });
  });
});
