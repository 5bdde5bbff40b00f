import type { VerifiedContainer } from '../../verification';
import { aLoadedTrust, aNeighbour, aServiceFailure, aTrusted } from '../support/domain/domain';
import { fakeLedger, fakePorts, respondToAll } from '../support/domain/fake-ports';

const AUDIT = { trust: aLoadedTrust({ mode: 'audit' }) };
const good = aNeighbour('good', 'a', { verdict: aTrusted() });
const bad = aNeighbour('bad', 'b');
const worse = aNeighbour('worse', 'c');
const late = aNeighbour('late', 'd', { verdict: aServiceFailure() });

describe('the order in which respondToTask responds', () => {
  const second = aNeighbour('second', '2', { verdict: aTrusted() });
  const exempt = aNeighbour('exempt', '3', { verdict: { kind: 'exempt', rule: 'tools', detail: 'a rule' } });

  /** The names of the containers whose entries are read, in order, each followed by `!` once it is written. */
  const ledgerCalls = async (verified: readonly VerifiedContainer[]): Promise<readonly string[]> => {
    const calls: string[] = [];
    const nameIn = (key: string): string => key.split('#')[1] ?? '';
    const { recall, keep } = fakeLedger();
    const ledger = {
      recall: (key: string) => {
        calls.push(nameIn(key));
        return recall(key);
      },
      keep: (key: string, entry: Parameters<typeof keep>[1]) => {
        calls.push(`${nameIn(key)}!`);
        return keep(key, entry);
      },
    };
    await respondToAll(fakePorts({ ledger }), verified, AUDIT);
    return calls;
  };

  it('is all at once where nothing can be stopped', async () => {
    expect(await ledgerCalls([good, second, exempt])).toEqual([
      'good',
      'second',
      'exempt',
      'good!',
      'second!',
      'exempt!',
    ]);
  });

  it('is one after the other where the task may be stopped', async () => {
    expect(await ledgerCalls([bad, late, worse])).toEqual(['bad', 'bad!', 'late', 'late!', 'worse', 'worse!']);
  });

  it('is one after the other for verdicts with one entry in the ledger, which is announced once', async () => {
    const fake = fakePorts();
    await respondToAll(fake, [good, good]);
    expect(fake.logged.map(({ verified }) => verified.container.name)).toEqual(['good']);
  });
});
