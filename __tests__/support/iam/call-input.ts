import * as z from 'zod';
import type { RecordedCall } from '../../../testing/moto/moto-proxy';

/** The input of a call in any protocol. */
export type CallInput = Readonly<Record<string, unknown>>;

type Tags = Readonly<Record<string, string>>;

/** Parses the input of a call, which is JSON or a form. */
export const inputOf = ({ headers, body }: Pick<RecordedCall, 'headers' | 'body'>): CallInput => {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  if (isForm) return Object.fromEntries(new URLSearchParams(body.toString()));
  return JSON.parse(body.toString() || '{}') as CallInput;
};

/** The first of these members that is a string. */
export const textIn = (input: CallInput, ...names: readonly string[]): string | undefined =>
  names.map((name) => input[name]).find((value): value is string => typeof value === 'string');

/**
 * The same, but one must exist.
 * @throws Error when the call names no resource, because its permissions are then unknown.
 */
export const nameIn = (input: CallInput, ...names: readonly string[]): string => {
  const found = textIn(input, ...names);
  if (found !== undefined) return found;
  throw new Error(`expected one of ${names.join(', ')} in a call, found ${JSON.stringify(input)}`);
};

const listed = z.array(
  z.union([
    z.object({ Key: z.string(), Value: z.string() }).transform(({ Key, Value }) => [Key, Value] as const),
    z.object({ key: z.string(), value: z.string() }).transform(({ key, value }) => [key, value] as const),
    z.object({ TagKey: z.string(), TagValue: z.string() }).transform(({ TagKey, TagValue }) => [TagKey, TagValue]),
  ]),
);
const tagsShape = z.union([
  z.record(z.string(), z.string()),
  listed.transform((tags) => Object.fromEntries(tags) as Tags),
]);

const tagsInForm = (input: CallInput): Tags =>
  Object.fromEntries(
    Object.entries(input).flatMap(([name, key]) => {
      const number = /^Tags\.member\.(?<number>\d+)\.Key$/.exec(name)?.groups?.['number'];
      return number === undefined ? [] : [[String(key), nameIn(input, `Tags.member.${number}.Value`)]];
    }),
  );

/** The tags in a call's input; the format differs between services. */
export const tagsIn = (input: CallInput): Tags => {
  const tags = input['tags'] ?? input['Tags'];
  return tags === undefined || tags === null ? tagsInForm(input) : tagsShape.parse(tags);
};

/** The condition keys for the tags in a request. */
export const requestTags = (tags: Tags): Readonly<Record<string, string | string[]>> => ({
  ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  ...(Object.keys(tags).length === 0 ? {} : { 'aws:TagKeys': Object.keys(tags) }),
});

/** The condition keys for the tags of a resource. */
export const resourceTags = (tags: Tags): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
