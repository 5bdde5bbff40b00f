import { announce, ANNOUNCED_LEVELS, type Outcome, type Responder } from '../../verification';
import { aLedgerEntry, anAnnouncement, NOW, toldAll } from '../support/domain/domain';
import { failing, fakeLedger } from '../support/domain/domain-fakes';
import { gone, heardBy, telling } from '../support/domain/domain-announcing';

const NAMES = ['log', 'event', 'topic'] as const;
const but = (broken: string) => NAMES.filter((name) => name !== broken);

describe('tell when a channel fails', () => {
  it.each(NAMES)('lets it keep no other from hearing of the verdict: the %s', async (broken) => {
    const { calls, heard, failures } = await telling('reported', aLedgerEntry(), { broken: [broken] });
    expect(calls).toEqual([...NAMES, 'ledger']);
    expect(Object.keys(heard)).toEqual(but(broken));
    expect(failures).toEqual([gone(broken)]);
  });

  it('says of all channels why they failed, in their order', async () => {
    const { failures } = await telling('reported', aLedgerEntry(), { broken: ['topic', 'log'] });
    expect(failures).toEqual([gone('log'), gone('topic')]);
  });

  it('lets one that throws at once keep no other from hearing of it', async () => {
    const heard: string[] = [];
    const throwing: Responder = () => {
      throw gone('log');
    };
    const topic: Responder = async () => void heard.push('topic');
    const failures = await announce(anAnnouncement(), aLedgerEntry(), {
      ledger: fakeLedger(),
      channels: [
        { name: 'log', listensFrom: 'recorded', announce: throwing },
        { name: 'topic', listensFrom: 'reported', announce: topic },
      ],
    });
    expect(heard).toEqual(['topic']);
    expect(failures).toEqual([gone('log')]);
  });

  it.each(
    ANNOUNCED_LEVELS.filter((told) => told !== 'stopped').flatMap((told) =>
      NAMES.map((broken) => [told, broken] as const),
    ),
  )('mistake 6: writes into the ledger what was told and no more: %s, then no %s', async (told, broken) => {
    const entry = aLedgerEntry({ firstSeen: NOW - 5, announced: toldAll(told), stopped: true });
    const { calls, kept } = await telling('stopped', entry, { broken: [broken] });
    expect(calls).toEqual([...NAMES, 'ledger']);
    expect(kept).toEqual({ ...entry, announced: { ...toldAll('stopped'), [broken]: told } });
  });

  it.each(ANNOUNCED_LEVELS.filter((told) => told !== 'stopped'))(
    'mistake 6: counts nothing as told when all fail, but keeps when it was first seen: after %s',
    async (told) => {
      const entry = aLedgerEntry({ firstSeen: NOW - 5, announced: toldAll(told) });
      expect((await telling('stopped', entry, { broken: NAMES })).kept).toEqual(entry);
    },
  );
});

describe('tell after a channel failed', () => {
  it.each(NAMES.flatMap((broken) => (['reported', 'stopped'] as const).map((outcome) => [broken, outcome] as const)))(
    'tells the %s, that failed, and nobody else: %s',
    async (broken, outcome) => {
      const { kept } = await telling(outcome, aLedgerEntry(), { broken: [broken] });
      const { calls, heard, kept: after } = await telling(outcome, kept);
      expect(calls).toEqual([broken, 'ledger']);
      expect(heard).toEqual(heardBy(outcome, { [broken]: false }));
      expect(after).toEqual(aLedgerEntry({ announced: toldAll(outcome) }));
      expect((await telling(outcome, after)).calls).toEqual([]);
    },
  );

  it('tells only the one that fails again and again, however often', async () => {
    let entry = (await telling('reported', aLedgerEntry(), { broken: ['topic'] })).kept;
    for (const _ of [2, 3, 4]) {
      const { calls, failures, kept } = await telling('reported', entry, { broken: ['topic'] });
      expect(calls).toEqual(['topic', 'ledger']);
      expect(failures).toEqual([gone('topic')]);
      entry = kept;
    }
    expect(entry).toEqual(aLedgerEntry({ announced: { log: 'reported', event: 'reported' } }));
  });

  it('records again what could not be recorded, though nobody else need hear of it', async () => {
    const { kept } = await telling('recorded', aLedgerEntry(), { broken: ['log'] });
    expect(kept).toEqual(aLedgerEntry());
    expect((await telling('recorded', kept)).calls).toEqual(['log', 'ledger']);
  });

  it.each<Outcome>(['stop-failed', 'stop-budget-spent', 'stopped'])(
    'says that it is repeated only to those who heard of it before: %s',
    async (outcome) => {
      const { kept } = await telling('reported', aLedgerEntry(), { broken: ['topic'] });
      const { heard } = await telling(outcome, kept);
      expect(heard).toEqual(heardBy(outcome, { log: true, event: true, topic: false }));
    },
  );
});

describe('tell when the ledger fails', () => {
  it('has told everyone, and passes on that the ledger could not be written', async () => {
    const heard: string[] = [];
    const channels = NAMES.map((name) => ({
      name,
      listensFrom: 'reported' as const,
      announce: async () => void heard.push(name),
    }));
    const ledger = { ...fakeLedger(), keep: failing };
    await expect(announce(anAnnouncement(), aLedgerEntry(), { ledger, channels })).rejects.toThrow('no');
    expect(heard).toEqual(NAMES);
  });
});
