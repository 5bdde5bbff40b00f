import { ToolFailure } from '../../../shared/failure';

/** A module that was compiled into a program of Go. */
export interface GoModule {
  readonly path: string;
  readonly version: string;
  /** As go.sum has it, `h1:…`; undefined for what was compiled from a directory. */
  readonly sum: string | undefined;
}

/** What a program of Go says it was compiled from. */
export interface GoProgram {
  /** Path of the file that was asked. */
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
    // What stands in place of the module before is what was compiled.
    if (kind === '=>') modules.pop();
    if (kind !== undefined) modules.push({ path, version, sum: sum === '' ? undefined : sum });
  }
  return modules;
};

/**
 * Reads what `go version -m FILE…` wrote of the build information inside of each file.
 * @throws ToolFailure when one of them tells no modules.
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
      `expected the modules that a program was compiled from, as go version -m tells them, found ${JSON.stringify(first)}`,
    );
  });
};
