import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTemporaryDirectory } from '../../../testing/process/temporary-directory';

/** A script in place of notation. The first digit of the image's digest decides its outcome. */
export interface NotationScript {
  /** The temporary directory of the script, which tests may also write to. */
  readonly directory: string;
  readonly path: string;
  readonly rootCertificate: string;
  /** The arguments and environment of each run. */
  readonly runs: () => readonly string[];
  /** The largest number of slow runs that ran at the same time. */
  readonly mostAtATime: () => number;
  /** Forgets all runs. */
  readonly forget: () => void;
  readonly remove: () => void;
}

const SUCCESS = 'echo "Successfully verified signature for $reference"';

// a: signed, b: unsigned, c: the registry is down, d: signed, after a delay in which it counts the concurrent runs.
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

/** Writes the script into a new temporary directory. */
export const installNotationScript = (): NotationScript => {
  const { path: directory, remove } = createTemporaryDirectory('notation-script');
  const path = join(directory, 'notation');
  const rootCertificate = join(directory, 'root.pem');
  writeFileSync(path, script(directory), { mode: 0o755 });
  writeFileSync(rootCertificate, 'the root');
  const read = (name: string): string => {
    const file = join(directory, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  return {
    directory,
    path,
    rootCertificate,
    runs: () => read('runs').split('----\n').slice(0, -1),
    mostAtATime: () => Math.max(0, ...read('at-a-time').trim().split('\n').map(Number)),
    forget: () => rmSync(join(directory, 'runs'), { force: true }),
    remove,
  };
};
