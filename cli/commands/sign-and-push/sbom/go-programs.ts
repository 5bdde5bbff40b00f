import { ToolFailure } from '../../../shared/failure';

/** A module that was compiled into a Go program. */
export interface GoModule {
  readonly path: string;
  readonly version: string;
  /** As go.sum has it, `h1:…`; undefined for what was compiled from a directory. */
  readonly sum: string | undefined;
}

/** The build information of a Go program. */
export interface GoProgram {
  /** Path of the file, as `go version` was given it. */
  readonly file: string;
  /** Version of Go, and so of its standard library, as `1.24.1`. */
  readonly go: string;
  readonly modules: readonly GoModule[];
}

const HEAD = /^(\S.*): go(\d\S*)/;
const MODULE = /^\t(mod|dep|=>)\t(\S+)\t(\S*)(?:\t(\S*))?$/;

const readModules = (lines: readonly string[]): readonly GoModule[] => {
  const modules: GoModule[] = [];
  for (const [, kind, path = '', version = '', sum] of lines.flatMap((line) => [MODULE.exec(line) ?? []])) {
    // A replacement follows the module that it replaces; the replacement was compiled.
    if (kind === '=>') modules.pop();
    if (kind !== undefined) modules.push({ path, version, sum: sum === '' ? undefined : sum });
  }
  return modules;
};

/**
 * Parses the output of `go version -m FILE…`.
 * @throws ToolFailure when a file has no modules.
 */
export const parseGoPrograms = (text: string): readonly GoProgram[] => {
  const blocks = text.split(/\n(?=\S)/).filter((block) => block.trim() !== '');
  return blocks.map((block) => {
    const [first = '', ...lines] = block.split('\n');
    const [, file, go] = HEAD.exec(first) ?? [];
    const modules = readModules(lines);
    if (file !== undefined && go !== undefined && modules.length > 0) return { file, go, modules };
    throw new ToolFailure(
      'failed',
      `expected the modules that a program was compiled from, as go version -m prints them, found ${JSON.stringify(first)}`,
    );
  });
};
