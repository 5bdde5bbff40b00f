/** What a reviewer must see at a glance, the gravest first. */
export const MARKS = [
  'widens-trust',
  'weakens-enforcement',
  'can-stop-tasks',
  'loses-data',
  'broad',
  'lifts-ban',
  'gains',
  'by-tag',
  'narrows-trust',
  'none',
] as const;

/** What one change means for a reviewer. */
export type Mark = (typeof MARKS)[number];

/** A mark in words; undefined for none. */
export const MARK_WORDS: Readonly<Record<Mark, string | undefined>> = {
  'widens-trust': 'trust broadened',
  'weakens-enforcement': 'enforcement weakened',
  'can-stop-tasks': 'can stop more tasks or deployments',
  'loses-data': 'cannot be undone',
  broad: 'broad permission',
  'lifts-ban': 'deny removed',
  gains: 'permissions broadened',
  'by-tag': 'not pinned by digest',
  'narrows-trust': 'trust narrowed',
  none: undefined,
};

const QUIET: readonly Mark[] = ['narrows-trust', 'gains', 'none'];

/** The words of a mark that needs a careful review; undefined for the others. */
export const alertFor = (mark: Mark): string | undefined => (QUIET.includes(mark) ? undefined : MARK_WORDS[mark]);

/** Sorts the gravest first, and keeps the order of what is equally grave. */
export const byGravity = <T extends { readonly mark: Mark }>(items: readonly T[]): readonly T[] =>
  [...items].sort((a, b) => MARKS.indexOf(a.mark) - MARKS.indexOf(b.mark));

/** The gravest of some marks. */
export const gravestOf = (marks: readonly Mark[]): Mark => MARKS.find((mark) => marks.includes(mark)) ?? 'none';
