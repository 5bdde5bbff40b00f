import {
  ImageReferenceError,
  ledgerKey,
  parseImageReference,
  type Container,
  type Digest,
  type Ledger,
  type Task,
  type Verdict,
} from '../../../verification';

/** A verdict that the launch function came to. */
export interface FoundVerdict {
  readonly container: string;
  readonly image: string;
  readonly digest: Digest | null;
  readonly verdict: Verdict;
  /** Milliseconds since the epoch. */
  readonly firstSeen: number;
}

/** What is asked, and what may be answered. */
export interface VerdictSearch {
  readonly ledger: Pick<Ledger, 'recall'>;
  readonly possible: readonly Verdict[];
}

const writtenDigest = (image: string): readonly Digest[] => {
  try {
    const { digest } = parseImageReference(image);
    return digest === undefined ? [] : [digest];
  } catch (error) {
    if (error instanceof ImageReferenceError) return [];
    throw error;
  }
};

// Before the pull a task is judged by the digest that its image is written with, afterwards by the one that ECS tells.
const digestsOf = ({ imageDigest }: Container, image: string): readonly (Digest | null)[] => [
  ...new Set([...(imageDigest === null ? [] : [imageDigest]), ...writtenDigest(image), null]),
];

const findAbout = async (
  taskArn: string,
  { name: container, image }: Container,
  { ledger, possible, digest }: VerdictSearch & { readonly digest: Digest | null },
): Promise<readonly FoundVerdict[]> => {
  const searches = possible.map(async (verdict) => {
    const judged = { container: { name: container, image, imageDigest: digest }, image: null, policy: null, verdict };
    const entry = await ledger.recall(ledgerKey(taskArn, judged));
    return entry === undefined ? [] : [{ container, image: image ?? '', digest, verdict, firstSeen: entry.firstSeen }];
  });
  return (await Promise.all(searches)).flat();
};

/**
 * What the ledger says of a task's containers. Its keys hold everything that a verdict is about, so every possible one is asked for: that is exact,
 * and needs no right to search the table.
 */
export const findVerdicts = async (
  { taskArn, containers }: Task,
  search: VerdictSearch,
): Promise<readonly FoundVerdict[]> => {
  const found = containers.flatMap((container) =>
    container.image === null
      ? []
      : digestsOf(container, container.image).map((digest) => findAbout(taskArn, container, { ...search, digest })),
  );
  return (await Promise.all(found)).flat();
};

/** The one that counts: the latest that is final, else the latest. */
export const latestVerdict = (found: readonly FoundVerdict[]): FoundVerdict | undefined => {
  const final = found.filter(({ verdict }) => verdict.kind !== 'inconclusive');
  return [...(final.length > 0 ? final : found)].sort((a, b) => b.firstSeen - a.firstSeen)[0];
};
