import {
  ledgerKey,
  tryParseImageReference,
  type Container,
  type Digest,
  type Ledger,
  type Task,
  type Verdict,
} from '../../../verification';

/** A verdict that the launch function has kept in its ledger. */
export interface FoundVerdict {
  readonly container: string;
  readonly image: string;
  readonly digest: Digest | null;
  readonly verdict: Verdict;
  /** Milliseconds since the epoch. */
  readonly firstSeen: number;
}

/** Where verdicts are looked up, and which ones there can be. */
export interface VerdictSearch {
  readonly ledger: Pick<Ledger, 'recall'>;
  readonly possible: readonly Verdict[];
}

const writtenDigest = (image: string): readonly Digest[] => {
  const digest = tryParseImageReference(image)?.digest;
  return digest === undefined ? [] : [digest];
};

// Before the pull, the digest in the image reference counts; afterwards the one that ECS reports.
const digestsOf = ({ imageDigest }: Container, image: string): readonly (Digest | null)[] => [
  ...new Set([...(imageDigest === null ? [] : [imageDigest]), ...writtenDigest(image), null]),
];

const findAbout = async (
  taskArn: string,
  { name: container, image }: Container,
  { ledger, possible, digest }: VerdictSearch & { readonly digest: Digest | null },
): Promise<readonly FoundVerdict[]> => {
  const searches = possible.map(async (verdict) => {
    const verified = { container: { name: container, image, imageDigest: digest }, image: null, policy: null, verdict };
    const entry = await ledger.recall(ledgerKey(taskArn, verified));
    return entry === undefined ? [] : [{ container, image: image ?? '', digest, verdict, firstSeen: entry.firstSeen }];
  });
  return (await Promise.all(searches)).flat();
};

/**
 * Finds the verdicts on a task's containers. A key of the ledger holds everything that a verdict is about, so every possible key is looked
 * up: the result is exact, and needs no permission to search the table.
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

/** The verdict that counts: the latest final one, else the latest. */
export const latestVerdict = (found: readonly FoundVerdict[]): FoundVerdict | undefined => {
  const final = found.filter(({ verdict }) => verdict.kind !== 'inconclusive');
  return [...(final.length > 0 ? final : found)].sort((a, b) => b.firstSeen - a.firstSeen)[0];
};
