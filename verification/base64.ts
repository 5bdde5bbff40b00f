const tableOf = (alphabet: string): Int8Array => {
  const table = new Int8Array(128).fill(-1);
  for (let value = 0; value < alphabet.length; value += 1) table[alphabet.charCodeAt(value)] = value;
  return table;
};

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const STANDARD = tableOf(`${LETTERS_AND_DIGITS}+/`);
const URL_SAFE = tableOf(`${LETTERS_AND_DIGITS}-_`);

// Written out, since the platform's decoders accept blanks, missing padding and stray bits, each in its own way. Two
// parsers of one signature must not read different bytes.
const decode = (text: string, table: Int8Array): Uint8Array | undefined => {
  if (text.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [held, bits, next] = [0, 0, 0];
  for (let index = 0; index < text.length; index += 1) {
    const value = table[text.charCodeAt(index)] ?? -1;
    if (value < 0) return undefined;
    held = (held << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[next] = held >> bits;
    next += 1;
    held &= (1 << bits) - 1;
  }
  return held === 0 ? bytes : undefined;
};

/** Decodes base64 with padding; undefined for any text that is not the one encoding of some bytes. */
export const decodeBase64 = (text: string): Uint8Array | undefined =>
  text.length % 4 === 0 ? decode(text.replace(/={1,2}$/, ''), STANDARD) : undefined;

/** Decodes base64url without padding; undefined for any text that is not the one encoding of some bytes. */
export const decodeBase64Url = (text: string): Uint8Array | undefined => decode(text, URL_SAFE);
