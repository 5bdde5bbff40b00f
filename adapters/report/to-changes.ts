import { MAX_CHANGES } from '../../contracts/report/report-format';
import type { Report } from '../../contracts/report/report-schema';

type Change = NonNullable<Report['changes']>['list'][number];
type Image = Report['images'][number];
type Named = NonNullable<Change['after']>;

/** An image in a service, or in the tasks of a cluster that belong to none. */
type Occurrence = Pick<Change, 'cluster' | 'service' | 'image' | 'digest'> & { readonly named: Named };

const GRAVITY = ['exempt', 'trusted', 'inconclusive', 'untrusted'] as const satisfies readonly Image['verdict'][];

const gravityOf = (named: Named | null): number => (named === null ? -1 : GRAVITY.indexOf(named.verdict));

const occurrencesIn = (report: Pick<Report, 'tasks' | 'images'>, isRead: (cluster: string) => boolean) => {
  const found = new Map<string, Occurrence>();
  for (const { cluster, service, containers } of report.tasks.filter((task) => isRead(task.cluster)))
    for (const container of containers) {
      const of = report.images[container.image];
      if (of === undefined) continue;
      const { image, digest, verdict, reason } = of;
      const key = JSON.stringify([cluster, service, image, digest]);
      const named = { verdict, reason };
      const before = found.get(key)?.named ?? null;
      if (gravityOf(named) > gravityOf(before)) found.set(key, { cluster, service, image, digest, named });
    }
  return found;
};

const kindOf = (before: Named | null, after: Named | null): Change['kind'] => {
  if (before === null) return 'appeared';
  return after === null ? 'gone' : 'verdict-changed';
};

const isSame = (before: Named | null, after: Named | null): boolean =>
  before?.verdict === after?.verdict && before?.reason === after?.reason;

const RANK: Readonly<Record<Change['kind'], number>> = { 'verdict-changed': 0, appeared: 1, gone: 2 };

/** The gravest verdict of now first; what is gone comes last. */
const byGravity = (a: Change, b: Change): number =>
  gravityOf(b.after) - gravityOf(a.after) || RANK[a.kind] - RANK[b.kind] || gravityOf(b.before) - gravityOf(a.before);

/**
 * What changed since the previous report: images that appeared, are gone or got another verdict in a service, the gravest
 * first. A cluster that one of the two reports could not read is left out, since nothing is known about it.
 */
export const changesSince = (
  previous: Report,
  now: Pick<Report, 'clusters' | 'tasks' | 'images'>,
): NonNullable<Report['changes']> => {
  const notRead = new Set(
    [...previous.clusters, ...now.clusters].filter(({ problem }) => problem !== null).map(({ cluster }) => cluster),
  );
  const isRead = (cluster: string): boolean => !notRead.has(cluster);
  const before = occurrencesIn(previous, isRead);
  const after = occurrencesIn(now, isRead);
  const all = [...new Map([...before, ...after])]
    .map(([key, { named: _, ...place }]): Change => {
      const [was, is] = [before.get(key)?.named ?? null, after.get(key)?.named ?? null];
      return { kind: kindOf(was, is), ...place, before: was, after: is };
    })
    .filter((change) => !isSame(change.before, change.after))
    .sort(byGravity);
  const list = all.slice(0, MAX_CHANGES);
  return { since: previous.sweep, list, more: all.length - list.length };
};
