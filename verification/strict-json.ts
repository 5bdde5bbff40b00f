import { shorten } from './shorten';

/** A JSON object whose fields are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Why a text is not JSON that every parser reads alike; the message says what was expected. */
export class StrictJsonError extends Error {
  override readonly name = 'StrictJsonError';
}

const MAX_DEPTH = 16;
const MAX_QUOTED = 120;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/g;

// What JSON leaves as it is, but ends a line elsewhere, is invisible, or changes the direction of the text.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const escapeUnsafe = (text: string): string =>
  text.replace(UNSAFE, (each) => `\\u{${(each.codePointAt(0) ?? 0).toString(16)}}`);

/** A value as it may stand in a message: quoted, in one line of visible characters, and cut after some of them. */
export const quoteShort = (value: unknown): string =>
  value === undefined ? 'nothing' : shorten(escapeUnsafe(JSON.stringify(value)), MAX_QUOTED);

const decodeUtf8 = (bytes: Uint8Array): string => {
  try {
    return UTF8.decode(bytes);
  } catch (cause) {
    throw new StrictJsonError('expected UTF-8', { cause });
  }
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StrictJsonError('expected JSON', { cause });
  }
};

// Go, in which notation is written, matches the names of fields without regard to case, by Unicode's simple folding:
// "Payload" and "\u017Fignature" would overwrite what is read here as "payload" and "signature".
const fold = (key: string): string => key.toUpperCase().toLowerCase();

interface Level {
  readonly keys: Set<string>;
  /** Keys of annotations are a map in Go, too, which compares them exactly. */
  readonly exact: boolean;
  key: string;
}

const addKey = (level: Level, key: string): void => {
  const compared = level.exact ? key : fold(key);
  if (level.keys.has(compared)) throw new StrictJsonError(`expected each key once, found ${quoteShort(key)} again`);
  level.keys.add(compared);
  level.key = key;
};

/** Checks text that parses as JSON: how deep it is nested, and that no object has two keys that a parser confuses. */
const checkStructure = (text: string): void => {
  const levels: Level[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[')
      levels.push({ keys: new Set(), exact: token === '{' && level?.key === 'annotations', key: '' });
    if (token === '}' || token === ']') levels.pop();
    if (levels.length > MAX_DEPTH) throw new StrictJsonError(`expected at most ${MAX_DEPTH} levels of JSON`);
    if (token === ':' && level !== undefined) addKey(level, JSON.parse(last) as string);
    last = token;
  }
};

/**
 * Parses one JSON object so that no other parser can read it differently.
 * @throws StrictJsonError when it is not UTF-8, not a JSON object, nested too deep, or repeats a key of some object.
 */
export const parseStrictJson = (bytes: Uint8Array): JsonObject => {
  const text = decodeUtf8(bytes);
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new StrictJsonError('expected a JSON object');
  checkStructure(text);
  return value as JsonObject;
};
