import { parseArgs } from 'node:util';
import type { Scene } from './scene';

/** How `npm run demo` is used. */
export const USAGE = `Usage: npm run demo [-- OPTIONS]

Plays scenes through the bundled launch function, in a world that looks like AWS: real notation, a real registry, the
real signature format. Needs Linux, Node 20.11 and Go 1.24 or newer; an AWS account is not needed.

  --scene NAME  only this scene; may be given several times
  --keep        leaves the world up until Ctrl-C, and prints how to point image-trust verify and notation at it
  --json        JSON on stdout, and nothing else
  --help        this text

Exit codes: 0 every scene gave the expected verdict, 1 some did not, 2 wrong use, or something is missing.
`;

/** What the demo was asked for. */
export interface DemoOptions {
  readonly scenes: readonly Scene[];
  readonly keep: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

/** Says, for a person, what is wrong with the arguments. */
export class DemoUsageError extends Error {
  override readonly name = 'DemoUsageError';
}

const OPTIONS = {
  scene: { type: 'string', multiple: true },
  keep: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (cause) {
    throw new DemoUsageError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${USAGE}`, { cause });
  }
};

/**
 * Reads the arguments; without a name all scenes are meant.
 * @throws DemoUsageError that lists the scenes when a name is unknown.
 */
export const parseDemoOptions = (args: readonly string[], scenes: readonly Scene[]): DemoOptions => {
  const { scene: wanted = [], ...flags } = parse(args);
  const known = scenes.map(({ name }) => name);
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const found = unknown.map((name) => JSON.stringify(name)).join(', ');
    throw new DemoUsageError(`expected the name of a scene, found ${found}; there are:\n  ${known.join('\n  ')}`);
  }
  return { ...flags, scenes: wanted.length === 0 ? scenes : scenes.filter(({ name }) => wanted.includes(name)) };
};
