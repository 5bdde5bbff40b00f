import { BundleError } from '../adapters/bundler/bundle-function';
import type { SignerPlugin } from '../testing/tools/signer-plugin';
import { findTools } from '../testing/tools/find-tools';
import { ToolsError } from '../testing/tools/tools-error';
import { addDemoProfiles } from './demo-profiles';
import { keepEnvironment } from './keep-environment';
import { type DemoOptions, DemoUsageError, parseDemoOptions, USAGE } from './options';
import type { PlayedScene } from './play-scene';
import { playScenes } from './play-scenes';
import { reportJson } from './report-json';
import { reportTable } from './report-table';
import { SCENES } from './scenes';
import { startDemoEnvironment } from './demo-environment';

const OLDEST_NODE = [20, 11] as const;

const NEXT_STEPS = `What to do next:
  npm run demo -- --keep             leaves this world up, to ask npx image-trust verify and notation yourself
  npx image-trust verify --help      asks the same engine, for a person or a CI job
  README.md                          every reason, and what to do about it
  docs/architecture.md               how it is built, what fails how, and why
`;

const checkNode = (): void => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  const wanted = `Node ${OLDEST_NODE.join('.')} or newer`;
  throw new DemoUsageError(`${wanted} is needed, found ${process.versions.node}: see https://nodejs.org`);
};

const talk = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const tellProgress = (count: number): ((played: PlayedScene) => void) => {
  let done = 0;
  return ({ scene, problems, milliseconds }) => {
    done += 1;
    const outcome = problems.length === 0 ? 'as expected' : 'NOT AS EXPECTED';
    talk(`[${String(done).padStart(2)}/${count}] ${scene.name}: ${outcome} (${milliseconds} ms)`);
  };
};

const show = ({ json, keep }: DemoOptions, played: readonly PlayedScene[], plugin: SignerPlugin): void => {
  if (json) {
    process.stdout.write(`${JSON.stringify(reportJson(played, plugin), null, 2)}\n`);
    return;
  }
  const whose = plugin.standIn
    ? 'a stand-in for the AWS Signer plugin (AWS_SIGNER_PLUGIN may name AWS’s own)'
    : `AWS’s own Signer plugin, ${plugin.path}`;
  process.stdout.write(`${reportTable(played)}Signed and verified with ${whose}.\n\n${keep ? '' : NEXT_STEPS}`);
};

/** What is told to a person goes to stdout, unless a program reads that. */
const answerFor = ({ json }: DemoOptions): ((text: string) => void) =>
  json ? talk : (text) => void process.stdout.write(`${text}\n`);

const demonstrate = async (options: DemoOptions): Promise<number> => {
  checkNode();
  const tools = await findTools({ progress: talk });
  const stage = await startDemoEnvironment({ progress: talk, tools });
  try {
    const theatre = { stage, profiles: addDemoProfiles(stage.world.signer) };
    const played = await playScenes(options.scenes, theatre, tellProgress(options.scenes.length));
    show(options, played, tools.plugin);
    if (options.keep) await keepEnvironment(theatre, answerFor(options));
    return played.every(({ problems }) => problems.length === 0) ? 0 : 1;
  } finally {
    await stage.stop();
  }
};

const run = async (args: readonly string[]): Promise<number> => {
  try {
    const options = parseDemoOptions(args, SCENES);
    if (!options.help) return await demonstrate(options);
    process.stdout.write(USAGE);
    return 0;
  } catch (error) {
    if (!(error instanceof DemoUsageError || error instanceof ToolsError || error instanceof BundleError)) throw error;
    talk(`demo: ${error.message}`);
    return 2;
  }
};

void run(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
