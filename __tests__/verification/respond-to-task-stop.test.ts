import { ledgerKey, ResponseError, type Announcement, type Responder, type RespondPorts } from '../../verification';
import { aLedgerEntry, aNeighbour, anUntrusted, aTrusted, MINUTE, NOW, TASK, toldAll } from '../support/domain/domain';
import {
  failing,
  failingOnce,
  fakeLedger,
  fakeVerify,
  fakeWorld,
  respondIn,
  type WorldOverrides,
} from '../support/domain/domain-fakes';

const DONE = { kind: 'done' };
const good = aNeighbour('good', 'a', { verdict: aTrusted() });
const bad = aNeighbour('bad', 'b');
const unsigned = aNeighbour('unsigned', 'd', { verdict: anUntrusted('unsigned') });
const BAD = ledgerKey(TASK, bad);

describe('respondToTask when a stop fails', () => {
  const failures: readonly [string, Partial<RespondPorts>][] = [
    ['verifying afresh', { verifyAfresh: failing }],
    ['DescribeTasks', { describeTask: failing }],
    ['the stop budget', { spendStop: failing }],
    ['StopTask', { stopTask: failing }],
  ];

  it.each(failures)('mistake 6: tells at once that %s failed, then throws, saying why', async (_what, overrides) => {
    const world = fakeWorld(overrides);
    const thrown: unknown = await respondIn(world, [bad]).catch((error: unknown) => error);
    expect(world.recorded).toMatchObject([{ outcome: 'stop-failed', repeated: false, verified: bad }]);
    expect(world.announced).toEqual(world.recorded);
    expect(world.ledger.kept.get(BAD)).toEqual(aLedgerEntry({ announced: toldAll('stop-failed') }));
    expect(thrown).toBeInstanceOf(ResponseError);
    expect(thrown).toMatchObject({
      message: '1 of 1 containers could not be answered',
      cause: { name: 'ResponseError', message: 'a response failed', cause: new Error('no') },
    });
  });

  it.each(failures)('answers the other containers all the same: %s', async (_what, overrides) => {
    const world = fakeWorld(overrides);
    await expect(respondIn(world, [bad, good])).rejects.toThrow('1 of 2 containers could not be answered');
    expect(world.recorded.map(({ verified: judged, outcome }) => [judged.container.name, outcome])).toEqual([
      ['bad', 'stop-failed'],
      ['good', 'recorded'],
    ]);
  });

  it('tells it once, however often the stop fails', async () => {
    const world = fakeWorld({ stopTask: failing });
    for (const attempt of [1, 2, 3]) await expect(respondIn(world, [bad], { attempt })).rejects.toThrow(ResponseError);
    expect(world.announced).toHaveLength(1);
    expect(world.calls.filter((call) => call === 'stop')).toHaveLength(3);
  });

  it('tries again, and tells in the end that the task was stopped', async () => {
    const world = fakeWorld({ stopTask: failingOnce('StopTask: throttled') });
    await expect(respondIn(world, [bad])).rejects.toThrow(ResponseError);
    expect(await respondIn(world, [bad], { attempt: 2 })).toEqual(DONE);
    expect(world.announced.map(({ outcome, repeated }) => [outcome, repeated])).toEqual([
      ['stop-failed', false],
      ['stopped', true],
    ]);
  });

  it('tells it again to the log alone, when only that could not be told', async () => {
    const heard: Announcement[] = [];
    const full = failingOnce('the log is full');
    const log: Responder = async (announcement) => full().then(() => void heard.push(announcement));
    const world = fakeWorld({ stopTask: failing, log });
    for (const attempt of [1, 2]) await expect(respondIn(world, [bad], { attempt })).rejects.toThrow(ResponseError);
    expect(heard).toMatchObject([{ outcome: 'stop-failed', repeated: false }]);
    expect(world.announced.map(({ outcome }) => outcome)).toEqual(['stop-failed']);
    expect(world.ledger.kept.get(BAD)).toEqual(aLedgerEntry({ announced: toldAll('stop-failed') }));
  });
});

describe('respondToTask after a stop was announced as pending', () => {
  const pendingStop = (overrides: WorldOverrides = {}) => {
    const entry = aLedgerEntry({ firstSeen: NOW - MINUTE, announced: toldAll('reported') });
    const ledger = fakeLedger(new Map([[ledgerKey(TASK, unsigned), entry]]));
    return fakeWorld({ verifyAfresh: fakeVerify(anUntrusted('unsigned')), ...overrides }, ledger);
  };

  it('tells that the task was stopped', async () => {
    const world = pendingStop();
    await respondIn(world, [unsigned]);
    expect(world.announced).toMatchObject([{ outcome: 'stopped', repeated: true }]);
  });

  it('tells that it could not be stopped, once, and throws', async () => {
    const world = pendingStop({ stopTask: failing });
    for (const attempt of [1, 2])
      await expect(respondIn(world, [unsigned], { attempt })).rejects.toThrow(ResponseError);
    expect(world.announced).toMatchObject([{ outcome: 'stop-failed', repeated: true }]);
    expect(world.recorded).toEqual(world.announced);
  });

  it('tells that it was not, since the budget is spent: a wrong policy must be seen', async () => {
    const world = pendingStop({ spendStop: async () => false });
    expect(await respondIn(world, [unsigned])).toEqual(DONE);
    expect(world.recorded).toMatchObject([{ outcome: 'stop-budget-spent', repeated: true }]);
    expect(world.announced).toEqual(world.recorded);
  });

  it('tells that the budget is spent once, and that the task was stopped when there is some again', async () => {
    let left = 0;
    const world = pendingStop({ spendStop: async () => left > 0 });
    for (const attempt of [1, 2]) await respondIn(world, [unsigned], { attempt });
    left = 1;
    await respondIn(world, [unsigned], { attempt: 3 });
    expect(world.announced.map(({ outcome }) => outcome)).toEqual(['stop-budget-spent', 'stopped']);
  });
});
