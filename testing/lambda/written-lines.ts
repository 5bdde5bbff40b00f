import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { LogLine } from './sandbox';

interface Written {
  readonly name: LogLine['stream'];
  readonly file: number;
  readonly decoder: StringDecoder;
  position: number;
}

const PIECE = Buffer.alloc(64 * 1024);

const read = (stream: Written): string => {
  const taken: string[] = [];
  for (let bytes = PIECE.length; bytes > 0;) {
    bytes = readSync(stream.file, PIECE, 0, PIECE.length, stream.position);
    stream.position += bytes;
    taken.push(stream.decoder.write(PIECE.subarray(0, bytes)));
  }
  return taken.join('');
};

const linesOf = (stream: Written): readonly LogLine[] => {
  const lines = read(stream).split('\n');
  return lines.filter((text) => text !== '').map((text) => ({ stream: stream.name, text }));
};

/**
 * Takes what a process writes by files: what it wrote before it answered by another way is there when the answer arrives, which pipes do
 * not promise.
 */
export class WrittenLines {
  private readonly directory = mkdtempSync(join(tmpdir(), 'function-output-'));
  private readonly streams = [this.open('stdout'), this.open('stderr')] as const;
  private last: readonly LogLine[] | undefined;

  /** File descriptors to write to. */
  get output(): { readonly stdout: number; readonly stderr: number } {
    const [stdout, stderr] = this.streams;
    return { stdout: stdout.file, stderr: stderr.file };
  }

  /** The lines since they were last taken. */
  take(): readonly LogLine[] {
    if (this.last === undefined) return this.streams.flatMap(linesOf);
    const taken = this.last;
    this.last = [];
    return taken;
  }

  /** Removes the files once nobody writes to them any more; what was written until then can still be taken. */
  close(): void {
    this.last = this.take();
    for (const { file } of this.streams) closeSync(file);
    rmSync(this.directory, { recursive: true, force: true });
  }

  private open(name: LogLine['stream']): Written {
    return { name, file: openSync(join(this.directory, name), 'a+'), decoder: new StringDecoder('utf8'), position: 0 };
  }
}
