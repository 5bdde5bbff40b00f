import { nameOfArn } from '../../../contracts/naming/name-of-arn';
import type { PackedContainer, PackedTask, PageData, PageImage } from '../data/page-data';
import { reasonName, VERDICTS } from '../data/verdict-names';

/** A container that runs, with what the table shows about it. Instants in milliseconds since the epoch. */
export interface Row {
  readonly key: string;
  readonly image: PageImage;
  readonly container: string;
  readonly taskArn: string;
  readonly task: string;
  readonly cluster: string;
  readonly clusterArn: string;
  readonly service: string | null;
  readonly daemon: boolean;
  readonly owner: string | null;
  readonly taskDefinition: string | null;
  readonly startedAt: number | null;
  /** Null where the report does not know it. */
  readonly firstSeen: number | null;
  /** Null where the report does not know it. */
  readonly announced: boolean | null;
  /** Everything that the text filter looks at, in lower case. */
  readonly searched: string;
}

const searchedOfImage = (image: PageImage): string =>
  [
    image.image,
    image.repository,
    image.digest,
    VERDICTS[image.verdict].name,
    image.reason,
    reasonName(image),
    image.rule,
    image.policy,
    ...image.signatures.map(({ signer }) => signer),
    ...image.rejectedSignatures.map(({ signer }) => signer),
  ]
    .filter((text) => text !== null && text !== undefined)
    .join('\n')
    .toLowerCase();

interface Unpacked {
  readonly data: PageData;
  readonly searchedOfImages: readonly string[];
}

const taskOf = ({ clusters, texts }: PageData, packed: PackedTask) => {
  const [arnPrefix, task, cluster, service, owner, taskDefinition, startedAt, daemon] = packed;
  const clusterArn = clusters[cluster] ?? '';
  return {
    taskArn: `${texts[arnPrefix] ?? ''}${task}`,
    task,
    clusterArn,
    cluster: nameOfArn(clusterArn),
    service: texts[service] ?? null,
    daemon: daemon === 1,
    owner: texts[owner] ?? null,
    taskDefinition: texts[taskDefinition] ?? null,
    startedAt: startedAt < 0 ? null : startedAt * 1_000,
  };
};

const UNKNOWN = { firstSeen: null, announced: null } as const;

const rowOf = (
  { data, searchedOfImages }: Unpacked,
  task: ReturnType<typeof taskOf>,
  [name, index, firstSeen, announced]: PackedContainer,
): Omit<Row, 'key'> | undefined => {
  const image = data.images[index];
  if (image === undefined) return undefined;
  const container = data.texts[name] ?? '';
  const own = [container, task.task, task.cluster, task.service, task.owner, task.taskDefinition];
  const searched = `${own
    .filter((text) => text !== null)
    .join('\n')
    .toLowerCase()}\n${searchedOfImages[index] ?? ''}`;
  const history = firstSeen < 0 ? UNKNOWN : { firstSeen: firstSeen * 1_000, announced: announced === 1 };
  return { ...task, ...history, image, container, searched };
};

/** A row for each container of the page's data. */
export const toRows = (data: PageData): readonly Row[] => {
  const unpacked = { data, searchedOfImages: data.images.map(searchedOfImage) };
  return data.tasks.flatMap((packed, taskIndex) => {
    const task = taskOf(data, packed);
    const containers = packed[8];
    return containers.flatMap((container, index) => {
      const row = rowOf(unpacked, task, container);
      return row === undefined ? [] : [{ ...row, key: `${taskIndex}-${index}` }];
    });
  });
};
