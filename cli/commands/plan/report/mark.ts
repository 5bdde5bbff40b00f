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

/** The words of a mark; undefined for none. */
export const MARK_WORDS: Readonly<Record<Mark, string | undefined>> = {
  'widens-trust': 'widens trust',
  'weakens-enforcement': 'weakens enforcement',
  'can-stop-tasks': 'can stop more tasks',
  'loses-data': 'cannot be undone',
  broad: 'broad permission',
  'lifts-ban': 'lifts a ban',
  gains: 'gains permissions',
  'by-tag': 'not by digest',
  'narrows-trust': 'narrows trust',
  none: undefined,
};

const QUIET: readonly Mark[] = ['narrows-trust', 'gains', 'none'];

/** Whether a mark is a reason to look twice. */
export const isAlarming = (mark: Mark): boolean => !QUIET.includes(mark);

/** The gravest first; what is as grave keeps its order. */
export const byGravity = <T extends { readonly mark: Mark }>(items: readonly T[]): readonly T[] =>
  [...items].sort((a, b) => MARKS.indexOf(a.mark) - MARKS.indexOf(b.mark));

/** The gravest mark of some. */
export const gravestOf = (marks: readonly Mark[]): Mark => MARKS.find((mark) => marks.includes(mark)) ?? 'none';
