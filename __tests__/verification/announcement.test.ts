import { ANNOUNCED_LEVELS, type LedgerEntry, type Outcome, type AnnouncedLevel } from '../../verification';
import { aLedgerEntry, anAnnouncement, NOW, toldAll } from '../support/domain/domain';
import { heardBy, telling } from '../support/domain/domain-announcing';

// After what each outcome is news to a channel, and how far the channel is told by it.
const NEWS: Readonly<
  Record<Outcome, { readonly after: readonly AnnouncedLevel[]; readonly announced: AnnouncedLevel }>
> = {
  recorded: { after: ['nobody'], announced: 'recorded' },
  reported: { after: ['nobody', 'recorded'], announced: 'reported' },
  'stop-pending': { after: ['nobody', 'recorded'], announced: 'reported' },
  'not-running': { after: ['nobody', 'recorded'], announced: 'reported' },
  'stop-failed': { after: ['nobody', 'recorded', 'reported'], announced: 'stop-failed' },
  'stop-budget-spent': { after: ['nobody', 'recorded', 'reported', 'stop-failed'], announced: 'stop-budget-spent' },
  stopped: { after: ['nobody', 'recorded', 'reported', 'stop-failed', 'stop-budget-spent'], announced: 'stopped' },
};
const OUTCOMES: readonly Outcome[] = [
  'recorded',
  'reported',
  'stop-pending',
  'not-running',
  'stop-failed',
  'stop-budget-spent',
  'stopped',
];
const pairs = (isNews: boolean): readonly (readonly [Outcome, AnnouncedLevel])[] =>
  OUTCOMES.flatMap((outcome) =>
    ANNOUNCED_LEVELS.filter((told) => NEWS[outcome].after.includes(told) === isNews).map(
      (told) => [outcome, told] as const,
    ),
  );

describe('tell', () => {
  it.each(pairs(true).filter(([outcome]) => outcome !== 'recorded'))(
    'tells every channel what is new to it, then writes the ledger: %s after %s',
    async (outcome, before) => {
      const { calls, failures, kept } = await telling(outcome, aLedgerEntry({ announced: toldAll(before) }));
      expect(calls).toEqual(['log', 'event', 'topic', 'ledger']);
      expect(failures).toEqual([]);
      expect(kept).toEqual({ firstSeen: NOW, announced: toldAll(NEWS[outcome].announced), stopped: false });
    },
  );

  it('tells what people need not hear of only to who listens to everything, and remembers that it did', async () => {
    const { calls, failures, kept } = await telling('recorded');
    expect(calls).toEqual(['log', 'ledger']);
    expect(failures).toEqual([]);
    expect(kept).toEqual({ firstSeen: NOW, announced: { log: 'recorded' }, stopped: false });
  });

  it.each(pairs(false))('repeats and writes nothing: %s after %s', async (outcome, told) => {
    expect(await telling(outcome, aLedgerEntry({ announced: toldAll(told) }))).toEqual({
      calls: [],
      heard: {},
      failures: [],
      kept: undefined,
    });
  });

  it('keeps when the verdict was first seen, and that its task was stopped', async () => {
    const entry = aLedgerEntry({ firstSeen: NOW - 5, announced: toldAll('reported'), stopped: true });
    const { kept } = await telling('stopped', entry);
    expect(kept).toEqual({ firstSeen: NOW - 5, announced: toldAll('stopped'), stopped: true });
  });

  it.each(ANNOUNCED_LEVELS.filter((told) => told !== 'stopped'))(
    'says to every channel whether it was told of the verdict before: after %s',
    async (told) => {
      const { heard } = await telling('stopped', aLedgerEntry({ announced: toldAll(told) }));
      const repeated = told !== 'nobody';
      expect(heard).toEqual(heardBy('stopped', { log: repeated, event: repeated, topic: repeated }));
    },
  );

  it('says so of what only the log hears of, too', async () => {
    expect((await telling('recorded')).heard).toEqual(heardBy('recorded', { log: false }));
  });
});

describe('tell when channels were not told alike', () => {
  it('repeats the verdict to the log alone, when the others hear of it for the first time', async () => {
    const { heard } = await telling('reported', aLedgerEntry({ announced: { log: 'recorded' } }));
    expect(heard).toEqual(heardBy('reported', { log: true, event: false, topic: false }));
  });

  it.each<[string, LedgerEntry['announced'], readonly string[]]>([
    ['a channel that was told nothing', { log: 'stopped', event: 'stopped' }, ['topic']],
    ['one that was told less', { log: 'stopped', event: 'stop-budget-spent', topic: 'stopped' }, ['event']],
    ['the log', { event: 'stopped', topic: 'stopped' }, ['log']],
  ])('tells only those to whom it is new: %s', async (_what, announced, due) => {
    const { calls, kept } = await telling('stopped', aLedgerEntry({ announced: announced }));
    expect(calls).toEqual([...due, 'ledger']);
    expect(kept).toEqual(aLedgerEntry({ announced: toldAll('stopped') }));
  });

  it('forgets no channel that is not here any more', async () => {
    const { kept } = await telling('reported', aLedgerEntry({ announced: { pager: 'stopped' } }));
    expect(kept).toEqual(aLedgerEntry({ announced: { pager: 'stopped', ...toldAll('reported') } }));
  });

  it.each(['__proto__', 'constructor', 'toString'])('takes no channel for told that is named %s', async (name) => {
    const channels = [{ name, listensFrom: 'recorded' as const }];
    const { calls, kept } = await telling('recorded', aLedgerEntry(), { channels });
    expect(calls).toEqual([name, 'ledger']);
    expect(Object.entries(kept?.announced ?? {})).toEqual([[name, 'recorded']]);
    expect((await telling('recorded', kept, { channels })).calls).toEqual([]);
  });

  it('says to a channel with the name of something every object has that nothing was told before', async () => {
    const channels = [{ name: 'constructor', listensFrom: 'recorded' as const }];
    const { heard } = await telling('recorded', aLedgerEntry(), { channels });
    expect(heard['constructor']).toEqual(anAnnouncement({ outcome: 'recorded', repeated: false }));
  });
});
