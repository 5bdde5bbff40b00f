import { BundleError } from '../adapters/bundler/bundle-function';
import { UsageError } from '../cli/shared/usage-error';
import type { SignerPlugin } from '../testing/tools/signer-plugin';
import { findTools } from '../testing/tools/find-tools';
import { ToolsError } from '../testing/tools/tools-error';
import { startDemoEnvironment } from './demo-environment';
import { addDemoProfiles } from './demo-profiles';
import { keepEnvironment } from './keep-environment';
import { type DemoOptions, parseDemoOptions, USAGE } from './options';
import { reportJson } from './report-json';
import { reportTable } from './report-table';
import type { SceneResult } from './run-scene';
import { runScenes } from './run-scenes';
import { sceneProgress } from './scene-progress';
import { SCENES } from './scenes';
import { type ReportFiles, writeReport } from './write-report';

const OLDEST_NODE = [20, 11] as const;

const NEXT_STEPS = `Next steps:
  npm run demo -- --keep           keep this environment running, and verify images in it yourself
  npx image-trust verify --help    verify your own images with the same engine
  README.md                        what the project does, and how to deploy it
  docs/architecture.md             how it works, and how it handles failures
`;

const printProgress = (line: string): void => void process.stderr.write(`${line}\n`);

const printResult = (text: string): void => void process.stdout.write(`${text}\n`);

const checkNode = (): void => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new UsageError(
    `expected Node ${OLDEST_NODE.join('.')} or newer, found ${process.versions.node}: see https://nodejs.org`,
  );
};

const describePlugin = ({ standIn, path }: SignerPlugin): string =>
  standIn
    ? 'a stand-in for the AWS Signer plugin (to use the real one, set AWS_SIGNER_PLUGIN to its path)'
    : `the AWS Signer plugin, ${path}`;

interface DemoResults {
  readonly results: readonly SceneResult[];
  readonly plugin: SignerPlugin;
  readonly files: ReportFiles;
}

const print = ({ json, keep }: DemoOptions, { results, plugin, files }: DemoResults): void => {
  if (json) {
    printResult(JSON.stringify(reportJson(results, plugin, files), null, 2));
    return;
  }
  printResult(`${reportTable(results)}Signed and verified with ${describePlugin(plugin)}.\n`);
  printResult(`The report about everything that runs in this environment:\n  ${files.html}\n  ${files.json}\n`);
  if (!keep) process.stdout.write(NEXT_STEPS);
};

const runDemo = async (options: DemoOptions): Promise<number> => {
  checkNode();
  const tools = await findTools({ progress: printProgress });
  const environment = await startDemoEnvironment({ progress: printProgress, tools });
  try {
    const context = { environment, profiles: addDemoProfiles(environment.signer) };
    const results = await runScenes(options.scenes, context, sceneProgress(process.stderr, options.scenes.length));
    printProgress('sweep: verifying everything that runs now, for the report');
    const files = await writeReport(context, options.report);
    print(options, { results, plugin: tools.plugin, files });
    // With --json, stdout holds the JSON document only.
    if (options.keep) await keepEnvironment(context, options.json ? printProgress : printResult);
    return results.every(({ problems }) => problems.length === 0) ? 0 : 1;
  } finally {
    await environment.stop();
  }
};

const main = async (args: readonly string[]): Promise<number> => {
  try {
    const options = parseDemoOptions(args, SCENES);
    if (!options.help) return await runDemo(options);
    process.stdout.write(USAGE);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ToolsError || error instanceof BundleError)) throw error;
    printProgress(`demo: ${error.message}`);
    return 2;
  }
};

void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
