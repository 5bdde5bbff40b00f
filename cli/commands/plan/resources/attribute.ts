import type { Attributes, ResourceChange } from './read-plan';

/** What a plan says about one attribute. */
export type Attribute =
  | { readonly kind: 'absent' }
  /** Known only after apply. */
  | { readonly kind: 'unknown' }
  /** Marked as sensitive. */
  | { readonly kind: 'hidden' }
  | { readonly kind: 'text'; readonly text: string };

const isFlagged = (flag: unknown): boolean =>
  flag === true || (typeof flag === 'object' && flag !== null && hasFlag(flag));
const hasFlag = (tree: object): boolean => Object.values(tree).some(isFlagged);

const attributeOf = (attributes: Attributes | undefined, name: string, hidden: Attributes): Attribute => {
  const value = attributes?.[name];
  if (value === undefined || value === null || value === '') return { kind: 'absent' };
  if (isFlagged(hidden[name])) return { kind: 'hidden' };
  return { kind: 'text', text: typeof value === 'string' ? value : JSON.stringify(value) };
};

/** An attribute as it is now. */
export const attributeBefore = ({ before, hiddenBefore }: ResourceChange, name: string): Attribute =>
  attributeOf(before, name, hiddenBefore);

/** An attribute as it will be. */
export const attributeAfter = ({ after, unknown, hiddenAfter }: ResourceChange, name: string): Attribute =>
  after !== undefined && isFlagged(unknown[name]) ? { kind: 'unknown' } : attributeOf(after, name, hiddenAfter);

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);

/** Whether two values are the same; to a reader a missing list and an empty one are. */
export const isSame = (a: unknown, b: unknown): boolean => {
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.every((key) => isSame(Reflect.get(a, key), Reflect.get(b, key)));
};

/** The names of the attributes that change, sorted; an attribute that is known only after apply counts as changed. */
export const changedAttributes = ({ before = {}, after = {}, unknown }: ResourceChange): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)])]
    .filter((name) => isFlagged(unknown[name]) || !isSame(before[name], after[name]))
    .sort();

/** The same for a replaced resource, without the attributes that the provider computes for every new resource. */
export const replacedAttributes = (change: ResourceChange): readonly string[] =>
  changedAttributes(change).filter((name) => !isFlagged(change.unknown[name]));
