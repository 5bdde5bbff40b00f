import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

const PAUSE_MS = 100;
const CHUNK_BYTES = 65_536;

/** A file that a program writes to, and that is read while it is written. */
export interface WrittenOutput {
  /** What the program is given as its output. */
  readonly descriptor: number;
  /** Hands on the rest, and removes the file. */
  readonly stop: () => void;
  /** All that was written until then. */
  readonly text: () => string;
}

/**
 * Takes a program's output by a file, and hands on what comes. Through a pipe it would be lost: cdktf ends without waiting for a slow reader,
 * and the last thing that it says is why it failed.
 */
export const takeOutput = (onText: (text: string) => void): WrittenOutput => {
  const directory = mkdtempSync(join(tmpdir(), 'image-trust-'));
  const file = join(directory, 'output');
  const [descriptor, reading] = [openSync(file, 'w', 0o600), openSync(file, 'r')];
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.alloc(CHUNK_BYTES);
  let all = '';
  const handOn = (): void => {
    for (let size = readSync(reading, buffer); size > 0; size = readSync(reading, buffer)) {
      const text = decoder.write(buffer.subarray(0, size));
      all += text;
      onText(text);
    }
  };
  const timer = setInterval(handOn, PAUSE_MS);
  return {
    descriptor,
    stop: () => {
      clearInterval(timer);
      handOn();
      [descriptor, reading].forEach((each) => closeSync(each));
      rmSync(directory, { recursive: true, force: true });
    },
    text: () => all,
  };
};
