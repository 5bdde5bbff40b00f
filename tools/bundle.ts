import { parseArgs } from 'node:util';
import { BundleError, bundleFunction, projectPath } from '../adapters/bundler/bundle-function';
import { FUNCTIONS } from '../contracts/functions/functions';
import { messageOf } from '../verification';

const USAGE = `Usage: npm run bundle [-- --help]

Bundles each Lambda function into one file in dist/functions/ and prints its size.

Exit codes: 0 all bundled, 1 a function could not be bundled, 2 usage error.`;

const parseHelp = (): boolean => parseArgs({ options: { help: { type: 'boolean', short: 'h' } } }).values.help === true;

const printBundles = async (): Promise<number> => {
  for (const name of FUNCTIONS) {
    const { file, bytes } = await bundleFunction(name);
    console.log(`${projectPath(file)}: ${(bytes / 1_000_000).toFixed(2)} MB`);
  }
  return 0;
};

const run = async (): Promise<number> => {
  try {
    if (!parseHelp()) return await printBundles();
    console.log(USAGE);
    return 0;
  } catch (error) {
    if (error instanceof BundleError) console.error(error.message);
    else console.error(`${messageOf(error)}\n\n${USAGE}`);
    return error instanceof BundleError ? 1 : 2;
  }
};

if (require.main === module) {
  void run().then((status) => {
    process.exitCode = status;
  });
}
