import type * as z from 'zod';
import { closedObject } from './closed-object';

/** One field of an object: a value, or an object of further fields. */
type Field<T> = {
  /** One sentence without its full stop; descriptions add whether the field is required, or its default. */
  readonly meaning: string;
} & ({ readonly value: z.ZodType<T>; readonly default: T & (string | number) } | { readonly fields: Fields<T> });

/** The fields of an object type: the compiler accepts no fewer and no other. */
export type Fields<T> = { readonly [Name in keyof T]-?: Field<T[Name]> };

type AnyField = Field<unknown>;
type Shape = Readonly<Record<string, z.ZodType>>;

const shapeOf = <T>(fields: Fields<T>, toSchema: (field: AnyField) => z.ZodType): Shape =>
  Object.fromEntries(Object.entries<AnyField>(fields).map(([name, field]) => [name, toSchema(field)]));

// TypeScript loses the field types in the loop above; it checks them where the table is written.
const objectOf = <T>(shape: Shape): z.ZodType<T> => closedObject(shape) as unknown as z.ZodType<T>;

const toRequired = (field: AnyField): z.ZodType => {
  const schema = 'fields' in field ? requiredObject(field.fields) : field.value;
  return schema.describe(`${field.meaning}. Required.`);
};

const defaultOf = (field: AnyField): string => ('fields' in field ? defaultsOf(field.fields) : String(field.default));

/** The defaults of some fields in words, such as `stops 10, minutes 10`. */
const defaultsOf = <T>(fields: Fields<T>): string =>
  Object.entries<AnyField>(fields)
    .map(([name, field]) => `${name} ${defaultOf(field)}`)
    .join(', ');

const toDefaulted = (field: AnyField): z.ZodType => {
  const schema = 'fields' in field ? defaultedObject(field.fields).prefault({}) : field.value.default(field.default);
  return schema.describe(`${field.meaning}. Default: ${defaultOf(field)}.`);
};

/** An object in which every field must be present. */
export const requiredObject = <T>(fields: Fields<T>): z.ZodType<T> => objectOf(shapeOf(fields, toRequired));

/** The same object where each absent field takes its default. */
export const defaultedObject = <T>(fields: Fields<T>): z.ZodType<T> => objectOf(shapeOf(fields, toDefaulted));
