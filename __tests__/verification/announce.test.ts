import { ANNOUNCED_LEVELS, type AnnouncedLevel, type LedgerEntry, type Outcome } from '../../verification';
import { aLedgerEntry, anAnnouncement, announcedByAll, NOW } from '../support/domain/domain';
import { announcementsOf, announcing } from '../support/domain/announcing';

// The level that an outcome is announced at, and the levels after which it is still to be announced.
const LEVEL_OF: Readonly<Record<Outcome, AnnouncedLevel>> = {
  recorded: 'recorded',
  'stop-pending': 'stop-pending',
  reported: 'reported',
  'not-running': 'reported',
  'stop-failed': 'stop-failed',
  'not-confirmed': 'stop-failed',
  'stop-budget-spent': 'stop-budget-spent',
  'stop-abandoned': 'stop-abandoned',
  stopped: 'stopped',
  'rollback-pending': 'rollback-pending',
  'rollback-failed': 'rollback-failed',
  'rollback-budget-spent': 'rollback-budget-spent',
  'rollback-abandoned': 'rollback-abandoned',
  'rolled-back': 'rolled-back',
  'break-glass': 'break-glass',
};
const IN_ORDER: readonly AnnouncedLevel[] = [
  'nothing',
  'recorded',
  'stop-pending',
  'rollback-pending',
  'reported',
  'stop-failed',
  'rollback-failed',
  'stop-budget-spent',
  'rollback-budget-spent',
  'not-rolled-back',
  'stop-abandoned',
  'rollback-abandoned',
  'break-glass',
  'rolled-back',
  'stopped',
];
const isDueAfter = (outcome: Outcome, before: AnnouncedLevel): boolean =>
  IN_ORDER.indexOf(before) < IN_ORDER.indexOf(LEVEL_OF[outcome]);
const OUTCOMES = Object.keys(LEVEL_OF) as readonly Outcome[];
const pairs = (isDue: boolean): readonly (readonly [Outcome, AnnouncedLevel])[] =>
  OUTCOMES.flatMap((outcome) =>
    ANNOUNCED_LEVELS.filter((before) => isDueAfter(outcome, before) === isDue).map(
      (before) => [outcome, before] as const,
    ),
  );

describe('announce', () => {
  it.each(pairs(true).filter(([outcome]) => outcome !== 'recorded'))(
    'announces a higher level on every channel, then writes the ledger: %s after %s',
    async (outcome, before) => {
      const { calls, failures, kept } = await announcing(outcome, aLedgerEntry({ announced: announcedByAll(before) }));
      expect(calls).toEqual(['log', 'event', 'topic', 'ledger']);
      expect(failures).toEqual([]);
      expect(kept).toEqual({ firstSeen: NOW, announced: announcedByAll(LEVEL_OF[outcome]), stopped: false });
    },
  );

  it.each<Outcome>(['reported', 'not-running'])(
    'rule 12: takes a pending stop back on every channel that announced it: %s',
    async (outcome) => {
      const { announced } = await announcing(outcome, aLedgerEntry({ announced: announcedByAll('stop-pending') }));
      expect(announced).toEqual(announcementsOf(outcome, { log: true, event: true, topic: true }));
    },
  );

  it.each<[Outcome, AnnouncedLevel, boolean]>([
    ['reported', 'nothing', true],
    ['reported', 'rollback-failed', true],
    ['not-running', 'rollback-budget-spent', true],
    ['reported', 'not-rolled-back', false],
    ['reported', 'rollback-abandoned', false],
    ['reported', 'rolled-back', false],
  ])('rule 12: announces why nothing was rolled back after it announced a retry: %s after %s', async (...row) => {
    const [outcome, before, isDue] = row;
    const entry = aLedgerEntry({ announced: announcedByAll(before) });
    const { kept } = await announcing(outcome, entry, { note: 'Nothing was rolled back.' });
    expect(kept).toEqual(isDue ? aLedgerEntry({ announced: announcedByAll('not-rolled-back') }) : undefined);
  });

  it('announces an outcome that needs no attention only on channels that announce every verdict', async () => {
    const { calls, failures, kept } = await announcing('recorded');
    expect(calls).toEqual(['log', 'ledger']);
    expect(failures).toEqual([]);
    expect(kept).toEqual({ firstSeen: NOW, announced: { log: 'recorded' }, stopped: false });
  });

  it.each(pairs(false))(
    'neither announces nor writes the same or a lower level: %s after %s',
    async (outcome, before) => {
      expect(await announcing(outcome, aLedgerEntry({ announced: announcedByAll(before) }))).toEqual({
        calls: [],
        announced: {},
        failures: [],
        kept: undefined,
      });
    },
  );

  it('keeps in the ledger when the verdict was first seen, and that its task was stopped', async () => {
    const entry = aLedgerEntry({ firstSeen: NOW - 5, announced: announcedByAll('reported'), stopped: true });
    const { kept } = await announcing('stopped', entry);
    expect(kept).toEqual({ firstSeen: NOW - 5, announced: announcedByAll('stopped'), stopped: true });
  });

  it.each(ANNOUNCED_LEVELS.filter((level) => level !== 'stopped'))(
    'marks an announcement as repeated when the channel announced the verdict before: after %s',
    async (before) => {
      const { announced } = await announcing('stopped', aLedgerEntry({ announced: announcedByAll(before) }));
      const repeated = before !== 'nothing';
      expect(announced).toEqual(announcementsOf('stopped', { log: repeated, event: repeated, topic: repeated }));
    },
  );

  it('does not mark the first announcement of a verdict that only the log announces', async () => {
    expect((await announcing('recorded')).announced).toEqual(announcementsOf('recorded', { log: false }));
  });
});

describe('announce when the channels have announced different levels', () => {
  it('marks the announcement as repeated for the log alone, when only the log recorded the verdict', async () => {
    const { announced } = await announcing('reported', aLedgerEntry({ announced: { log: 'recorded' } }));
    expect(announced).toEqual(announcementsOf('reported', { log: true, event: false, topic: false }));
  });

  it.each<[string, LedgerEntry['announced'], readonly string[]]>([
    ['a channel that has announced nothing', { log: 'stopped', event: 'stopped' }, ['topic']],
    ['a channel at a lower level', { log: 'stopped', event: 'stop-budget-spent', topic: 'stopped' }, ['event']],
    ['the log', { event: 'stopped', topic: 'stopped' }, ['log']],
  ])('announces only on the channel that has not announced this level: %s', async (_what, announced, due) => {
    const { calls, kept } = await announcing('stopped', aLedgerEntry({ announced }));
    expect(calls).toEqual([...due, 'ledger']);
    expect(kept).toEqual(aLedgerEntry({ announced: announcedByAll('stopped') }));
  });

  it('keeps the level of a channel that no longer exists', async () => {
    const { kept } = await announcing('reported', aLedgerEntry({ announced: { pager: 'stopped' } }));
    expect(kept).toEqual(aLedgerEntry({ announced: { pager: 'stopped', ...announcedByAll('reported') } }));
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'announces on a channel named like a built-in property: %s',
    async (name) => {
      const channels = [{ name, announcesFrom: 'recorded' as const }];
      const { calls, kept } = await announcing('recorded', aLedgerEntry(), { channels });
      expect(calls).toEqual([name, 'ledger']);
      expect(Object.entries(kept?.announced ?? {})).toEqual([[name, 'recorded']]);
      expect((await announcing('recorded', kept, { channels })).calls).toEqual([]);
    },
  );

  it('does not mark the first announcement of a channel named like a built-in property as repeated', async () => {
    const channels = [{ name: 'constructor', announcesFrom: 'recorded' as const }];
    const { announced } = await announcing('recorded', aLedgerEntry(), { channels });
    expect(announced['constructor']).toEqual(anAnnouncement({ outcome: 'recorded', repeated: false }));
  });
});
