import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program that stands for notation where only the function around it is tested; the first digit of a digest says how it ends. */
export interface NotationScript {
  /** The directory of its files, for everything that a test writes. */
  readonly directory: string;
  readonly path: string;
  readonly rootCertificate: string;
  /** How it was called, run by run: its arguments, and then its environment. */
  readonly runs: () => readonly string[];
  /** How many slow runs there were at the same time, at most. */
  readonly mostAtATime: () => number;
  /** Forgets the runs so far. */
  readonly forget: () => void;
  readonly remove: () => void;
}

const SUCCESS = 'echo "Successfully verified signature for $reference"';

// a: signed, b: unsigned, c: the registry is down, d: signed, but slow to say so; then it notes how many runs there are.
const script = (directory: string): string => `#!/bin/sh
for reference; do :; done
{ echo "$*"; /usr/bin/env; echo ----; } >> '${directory}/runs'
case "$reference" in
  *@sha256:a*) ${SUCCESS} ;;
  *@sha256:b*) echo "Error: signature verification failed: no signature is associated with \\"$reference\\", make sure the artifact was signed successfully" >&2; exit 1 ;;
  *@sha256:c*) echo "Error: failed to get manifest descriptor: HEAD \\"https://$reference\\": response status code 503: Service Unavailable" >&2; exit 1 ;;
  *@sha256:d*) : > '${directory}'/running.$$; /bin/sleep 0.2; set -- '${directory}'/running.*; echo $# >> '${directory}/at-a-time'; /bin/rm '${directory}'/running.$$; ${SUCCESS} ;;
esac
`;

/** Writes the program into a new temporary directory. */
export const installNotationScript = (): NotationScript => {
  const directory = mkdtempSync(join(tmpdir(), 'launch-test-'));
  const path = join(directory, 'notation');
  const rootCertificate = join(directory, 'root.pem');
  writeFileSync(path, script(directory), { mode: 0o755 });
  writeFileSync(rootCertificate, 'the root');
  const noted = (name: string): string => {
    const file = join(directory, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  return {
    directory,
    path,
    rootCertificate,
    runs: () => noted('runs').split('----\n').slice(0, -1),
    mostAtATime: () => Math.max(0, ...noted('at-a-time').trim().split('\n').map(Number)),
    forget: () => rmSync(join(directory, 'runs'), { force: true }),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
};
