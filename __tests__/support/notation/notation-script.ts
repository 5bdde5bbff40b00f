import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTemporaryDirectory } from '../../../testing/process/temporary-directory';

/** A script in place of notation, which accepts every signature. */
export interface NotationScript {
  /** The temporary directory of the script, which tests may also write to. */
  readonly directory: string;
  readonly path: string;
  /** The arguments and environment of each run. */
  readonly runs: () => readonly string[];
  /** Delays each run for that image from now on. */
  readonly delay: (digest: string) => void;
  /** The largest number of slow runs that ran at the same time. */
  readonly mostAtATime: () => number;
  /** Forgets all runs. */
  readonly forget: () => void;
  readonly remove: () => void;
}

// A slow run counts the concurrent runs.
const script = (directory: string): string => `#!/bin/sh
for reference; do :; done
{ echo "$*"; /usr/bin/env; echo ----; } >> '${directory}/runs'
if /bin/grep -qs "\${reference##*@}" '${directory}/slow'; then
  : > '${directory}'/running.$$; /bin/sleep 0.2; set -- '${directory}'/running.*
  echo $# >> '${directory}/at-a-time'; /bin/rm '${directory}'/running.$$
fi
echo "Successfully verified signature for $reference"
`;

/** Writes the script into a new temporary directory. */
export const installNotationScript = (): NotationScript => {
  const { path: directory, remove } = createTemporaryDirectory('notation-script');
  const path = join(directory, 'notation');
  writeFileSync(path, script(directory), { mode: 0o755 });
  const read = (name: string): string => {
    const file = join(directory, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  return {
    directory,
    path,
    runs: () => read('runs').split('----\n').slice(0, -1),
    delay: (digest) => appendFileSync(join(directory, 'slow'), `${digest}\n`),
    mostAtATime: () => Math.max(0, ...read('at-a-time').trim().split('\n').map(Number)),
    forget: () => rmSync(join(directory, 'runs'), { force: true }),
    remove,
  };
};
