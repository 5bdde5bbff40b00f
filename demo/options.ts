import { parseArgs } from 'node:util';
import { UsageError } from '../cli/shared/usage-error';
import type { Scene } from './scene';
import { REPORT_FOLDER } from './write-report';

/** The help of `npm run demo`. */
export const USAGE = `Usage: npm run demo [-- OPTIONS]

Runs example scenes through the bundled launch function in an emulated environment, and compares
every verdict and response with the expected one. The notation CLI, the registry and the signature
format are real; only AWS is emulated, so no AWS account is needed. Needs Linux, Node 20.11 or
newer, and Go 1.26 or newer.

Options:
  --scene NAME  run only this scene; repeat the option to run several
  --keep        keep the environment running until Ctrl-C, and print how to verify images in it
  --report DIR  write the report of everything that runs in the environment at the end, report.html
                and report.json, to this folder (default: ${REPORT_FOLDER})
  --json        print the results as JSON on stdout, and nothing else
  -h, --help    print this help

Examples:
  npm run demo                                       run every scene
  npm run demo -- --scene signed --scene unsigned    run two scenes
  npm run demo -- --scene signed --keep              run one scene, then keep the environment
  npm run --silent demo -- --json > results.json     save the results

Exit codes:
  0  every scene gave the expected verdict
  1  a scene did not
  2  usage error, or a tool is missing

Results go to stdout, progress goes to stderr.
`;

/** The parsed options of the demo. */
export interface DemoOptions {
  readonly scenes: readonly Scene[];
  readonly keep: boolean;
  readonly json: boolean;
  readonly report: string;
  readonly help: boolean;
}

const OPTIONS = {
  scene: { type: 'string', multiple: true },
  keep: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  report: { type: 'string', default: REPORT_FOLDER },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${USAGE}`, { cause });
  }
};

/**
 * Parses the arguments. Default: all scenes.
 * @throws UsageError that lists the scenes when a name is unknown.
 */
export const parseDemoOptions = (args: readonly string[], scenes: readonly Scene[]): DemoOptions => {
  const { scene: wanted = [], ...flags } = parse(args);
  const known = scenes.map(({ name }) => name);
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const found = unknown.map((name) => JSON.stringify(name)).join(', ');
    throw new UsageError(
      `--scene: expected the name of a scene, found ${found}; the scenes are:\n  ${known.join('\n  ')}`,
    );
  }
  return { ...flags, scenes: wanted.length === 0 ? scenes : scenes.filter(({ name }) => wanted.includes(name)) };
};
