import { findVerdicts, latestVerdict, type FoundVerdict } from '../../../../cli/commands/sample/find-verdict';
import { possibleVerdicts } from '../../../../cli/commands/sample/possible-verdicts';
import { ledgerKey, untrusted, serviceFailed, type Container, type Verdict } from '../../../../verification';
import { aSampleTask, IMAGE, INDEX, PLATFORM, TASK_ARN } from './a-sample-task';

const ledgerOf = (kept: Readonly<Record<string, number>>) => ({
  recall: (key: string) => {
    const firstSeen = kept[key];
    return Promise.resolve(firstSeen === undefined ? undefined : ({ firstSeen } as never));
  },
});

const container = (overrides: Partial<Container> = {}): Container => ({
  name: 'sample',
  image: IMAGE,
  imageDigest: null,
  ...overrides,
});

const key = (verdict: Verdict, of: Container): string =>
  ledgerKey(TASK_ARN, { container: of, image: null, policy: null, verdict });

const find = (kept: Readonly<Record<string, number>>, containers: readonly Container[]) =>
  findVerdicts(aSampleTask({ containers }), { ledger: ledgerOf(kept), possible: possibleVerdicts(['mirror']) });

describe('possibleVerdicts', () => {
  it('has each kind with each of its reasons, and each exemption', () => {
    const kinds = possibleVerdicts(['mirror']).map(({ kind }) => kind);
    const count = (kind: Verdict['kind']): number => kinds.filter((each) => each === kind).length;
    expect([count('trusted'), count('untrusted'), count('inconclusive'), count('exempt')]).toEqual([1, 7, 8, 2]);
  });
});

describe('findVerdicts', () => {
  it.each(possibleVerdicts(['mirror']))('finds any verdict that the launch function keeps: %j', async (verdict) => {
    const verified = container({ imageDigest: PLATFORM });
    expect(await find({ [key(verdict, verified)]: 7 }, [verified])).toEqual([
      { container: 'sample', image: IMAGE, digest: PLATFORM, verdict, firstSeen: 7 },
    ]);
  });

  it('finds the verdict from before the pull, by the digest that the image is written with', async () => {
    const kept = { [key(untrusted('unsigned', ''), container({ imageDigest: INDEX }))]: 7 };
    expect(await find(kept, [container()])).toMatchObject([{ digest: INDEX }]);
    expect(await find(kept, [container({ imageDigest: PLATFORM })])).toMatchObject([{ digest: INDEX }]);
  });

  it('finds a verdict that knows no digest', async () => {
    const exempt: Verdict = { kind: 'exempt', rule: 'mirror', detail: '' };
    const verified = container({ image: 'busybox' });
    expect(await find({ [key(exempt, verified)]: 7 }, [verified])).toMatchObject([{ digest: null }]);
  });

  it('finds nothing of another task, of a container that AWS added, or of an image that is none', async () => {
    const verdict = untrusted('unsigned', '');
    const other = { [key(verdict, container({ imageDigest: INDEX })).replace(TASK_ARN, `${TASK_ARN}0`)]: 7 };
    expect(await find(other, [container()])).toEqual([]);
    expect(await find({}, [container({ image: null }), container({ image: 'NOT AN IMAGE' })])).toEqual([]);
  });

  it('does not hide that the ledger could not be read', async () => {
    const ledger = { recall: () => Promise.reject(new Error('throttled')) };
    const search = { ledger, possible: possibleVerdicts([]) };
    await expect(findVerdicts(aSampleTask({ containers: [container()] }), search)).rejects.toThrow('throttled');
  });
});

describe('latestVerdict', () => {
  const found = (verdict: Verdict, firstSeen: number): FoundVerdict => ({
    container: 'sample',
    image: IMAGE,
    digest: INDEX,
    verdict,
    firstSeen,
  });
  const unsigned = found(untrusted('unsigned', ''), 5);
  const trusted = found({ kind: 'trusted', policy: '', signatures: [], detail: '' }, 9);
  const throttled = found(serviceFailed('throttled', ''), 7);

  it.each([
    ['nothing of nothing', [], undefined],
    ['the latest', [trusted, unsigned], trusted],
    ['a final one before one that is not', [unsigned, throttled], unsigned],
    ['one that is not final, if there is no other', [throttled], throttled],
  ])('is %s', (_what, all, expected) => {
    expect(latestVerdict(all)).toBe(expected);
  });
});
