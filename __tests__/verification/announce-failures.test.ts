import { announce, ANNOUNCED_LEVELS, type Outcome, type Responder } from '../../verification';
import { aLedgerEntry, anAnnouncement, announcedByAll, NOW } from '../support/domain/domain';
import { failing, fakeLedger } from '../support/domain/fake-ports';
import { announcementsOf, announcing, channelError } from '../support/domain/announcing';

const NAMES = ['log', 'event', 'topic'] as const;
const allBut = (broken: string) => NAMES.filter((name) => name !== broken);

describe('announce when a channel fails', () => {
  it.each(NAMES)('announces on all other channels, and returns the error: %s fails', async (broken) => {
    const { calls, announced, failures } = await announcing('reported', aLedgerEntry(), { broken: [broken] });
    expect(calls).toEqual([...NAMES, 'ledger']);
    expect(Object.keys(announced)).toEqual(allBut(broken));
    expect(failures).toEqual([channelError(broken)]);
  });

  it('returns the errors of all channels in the order of the channels', async () => {
    const { failures } = await announcing('reported', aLedgerEntry(), { broken: ['topic', 'log'] });
    expect(failures).toEqual([channelError('log'), channelError('topic')]);
  });

  it('announces on all other channels when one throws synchronously', async () => {
    const announced: string[] = [];
    const throwing: Responder = () => {
      throw channelError('log');
    };
    const topic: Responder = async () => void announced.push('topic');
    const failures = await announce(anAnnouncement(), aLedgerEntry(), {
      ledger: fakeLedger(),
      channels: [
        { name: 'log', announcesFrom: 'recorded', announce: throwing },
        { name: 'topic', announcesFrom: 'reported', announce: topic },
      ],
    });
    expect(announced).toEqual(['topic']);
    expect(failures).toEqual([channelError('log')]);
  });

  it.each(
    ANNOUNCED_LEVELS.filter((level) => level !== 'stopped').flatMap((level) =>
      NAMES.map((broken) => [level, broken] as const),
    ),
  )('rule 12: leaves the broken channel at the level it had: %s, %s', async (before, broken) => {
    const entry = aLedgerEntry({ firstSeen: NOW - 5, announced: announcedByAll(before), stopped: true });
    const { calls, kept } = await announcing('stopped', entry, { broken: [broken] });
    expect(calls).toEqual([...NAMES, 'ledger']);
    expect(kept).toEqual({ ...entry, announced: { ...announcedByAll('stopped'), [broken]: before } });
  });

  it.each(ANNOUNCED_LEVELS.filter((level) => level !== 'stopped'))(
    'rule 12: keeps the entry as it was when all channels fail: after %s',
    async (before) => {
      const entry = aLedgerEntry({ firstSeen: NOW - 5, announced: announcedByAll(before) });
      expect((await announcing('stopped', entry, { broken: NAMES })).kept).toEqual(entry);
    },
  );
});

describe('announce after a channel failed', () => {
  it.each(NAMES.flatMap((broken) => (['reported', 'stopped'] as const).map((outcome) => [broken, outcome] as const)))(
    'retries only the channel that failed: %s, %s',
    async (broken, outcome) => {
      const { kept } = await announcing(outcome, aLedgerEntry(), { broken: [broken] });
      const { calls, announced, kept: after } = await announcing(outcome, kept);
      expect(calls).toEqual([broken, 'ledger']);
      expect(announced).toEqual(announcementsOf(outcome, { [broken]: false }));
      expect(after).toEqual(aLedgerEntry({ announced: announcedByAll(outcome) }));
      expect((await announcing(outcome, after)).calls).toEqual([]);
    },
  );

  it('retries a channel however often it fails, and no other', async () => {
    let entry = (await announcing('reported', aLedgerEntry(), { broken: ['topic'] })).kept;
    for (const _ of [2, 3, 4]) {
      const { calls, failures, kept } = await announcing('reported', entry, { broken: ['topic'] });
      expect(calls).toEqual(['topic', 'ledger']);
      expect(failures).toEqual([channelError('topic')]);
      entry = kept;
    }
    expect(entry).toEqual(aLedgerEntry({ announced: { log: 'reported', event: 'reported' } }));
  });

  it('retries the log also for a verdict that no other channel announces', async () => {
    const { kept } = await announcing('recorded', aLedgerEntry(), { broken: ['log'] });
    expect(kept).toEqual(aLedgerEntry());
    expect((await announcing('recorded', kept)).calls).toEqual(['log', 'ledger']);
  });

  it.each<Outcome>(['stop-failed', 'stop-budget-spent', 'stopped'])(
    'marks the announcement as repeated only for channels that announced the verdict before: %s',
    async (outcome) => {
      const { kept } = await announcing('reported', aLedgerEntry(), { broken: ['topic'] });
      const { announced } = await announcing(outcome, kept);
      expect(announced).toEqual(announcementsOf(outcome, { log: true, event: true, topic: false }));
    },
  );
});

describe('announce when the ledger fails', () => {
  it('announces on every channel, then throws the error of the ledger', async () => {
    const announced: string[] = [];
    const channels = NAMES.map((name) => ({
      name,
      announcesFrom: 'reported' as const,
      announce: async () => void announced.push(name),
    }));
    const ledger = { ...fakeLedger(), keep: failing };
    await expect(announce(anAnnouncement(), aLedgerEntry(), { ledger, channels })).rejects.toThrow('no');
    expect(announced).toEqual(NAMES);
  });
});
