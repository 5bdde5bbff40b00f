import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * The path of Chromium's executable: CHROMIUM, else the first that PATH has.
 * @throws when there is none, with the package to install.
 */
export const findChromium = (environment: NodeJS.ProcessEnv = process.env): string => {
  const folders = (environment['PATH'] ?? '').split(delimiter);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = environment['CHROMIUM'] ?? candidates.find((file) => existsSync(file));
  if (found === undefined)
    throw new Error('expected Chromium on PATH, found none: install the Debian package chromium, or set CHROMIUM');
  return found;
};
