import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { createTemporaryDirectory } from '../process/temporary-directory';
import type { LogLine } from './sandbox';

interface OutputFile {
  readonly name: LogLine['stream'];
  readonly file: number;
  readonly decoder: StringDecoder;
  position: number;
}

const CHUNK = Buffer.alloc(65_536);

const readNewText = (output: OutputFile): string => {
  const text: string[] = [];
  for (let bytes = CHUNK.length; bytes > 0;) {
    bytes = readSync(output.file, CHUNK, 0, CHUNK.length, output.position);
    output.position += bytes;
    text.push(output.decoder.write(CHUNK.subarray(0, bytes)));
  }
  return text.join('');
};

const readNewLines = (output: OutputFile): readonly LogLine[] => {
  const lines = readNewText(output).split('\n');
  return lines.filter((text) => text !== '').map((text) => ({ stream: output.name, text }));
};

/**
 * Files for the output of a process. What the process wrote before it responded by another channel is in the
 * files when the response arrives; pipes don't guarantee that.
 */
export class OutputFiles {
  private readonly directory = createTemporaryDirectory('function-output');
  private readonly files = [this.open('stdout'), this.open('stderr')] as const;
  private remaining: readonly LogLine[] | undefined;

  /** The file descriptors to write to. */
  get descriptors(): { readonly stdout: number; readonly stderr: number } {
    const [stdout, stderr] = this.files;
    return { stdout: stdout.file, stderr: stderr.file };
  }

  /** Returns the lines that were written since the last call. */
  takeLines(): readonly LogLine[] {
    if (this.remaining === undefined) return this.files.flatMap(readNewLines);
    const lines = this.remaining;
    this.remaining = [];
    return lines;
  }

  /** Removes the files after the process has ended. The lines that are left can still be taken. */
  close(): void {
    this.remaining = this.takeLines();
    for (const { file } of this.files) closeSync(file);
    this.directory.remove();
  }

  private open(name: LogLine['stream']): OutputFile {
    return {
      name,
      file: openSync(join(this.directory.path, name), 'a+'),
      decoder: new StringDecoder('utf8'),
      position: 0,
    };
  }
}
