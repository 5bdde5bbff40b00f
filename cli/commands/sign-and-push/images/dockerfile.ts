import { ToolFailure } from '../../../shared/failure';

/** A place in a Dockerfile that names an image which is not one of its own stages. */
export interface NamedImage {
  /** As a builder reads it, with every argument replaced by its value. */
  readonly reference: string;
  /** Where its text begins and ends in the Dockerfile. */
  readonly start: number;
  readonly end: number;
}

interface Instruction {
  readonly start: number;
  /** With continued lines as they are written. */
  readonly text: string;
}

type Values = Readonly<Record<string, string>>;

// A word of its own, unlike `<<<` and the shift in `$((1 << N))`.
const HEREDOC = /(?<=\s)\d*<<-?(["']?)([A-Za-z_]\w*)\1(?=\s|$)/g;
const SPACE = String.raw`(?:[ \t]|\\[ \t]*\r?\n)`;
const FROM = new RegExp(
  `^(${SPACE}*FROM${SPACE}+(?:--\\S+${SPACE}+)*)([^\\s\\\\]+)(?:${SPACE}+AS${SPACE}+(\\S+))?`,
  'i',
);
const FLAGS = new RegExp(`^${SPACE}*(COPY|ADD|RUN)((?:${SPACE}+--\\S+)+)`, 'i');
const FROM_FLAG = /--from=([^\s\\]+)|--mount=\S*?\bfrom=([^\s,\\]+)/gi;
const ARG = new RegExp(`^${SPACE}*ARG${SPACE}+([\\s\\S]*)`, 'i');
const ARG_PAIR = /([A-Za-z_]\w*)(?:=("[^"]*"|'[^']*'|[^\s\\]*))?/g;
const DIRECTIVE = /^#[ \t]*([a-z]+)[ \t]*=[ \t]*(\S+)/i;

/**
 * Splits a Dockerfile into instructions, without comments and without the text of heredocs, which may look like instructions.
 * @throws ToolFailure for a heredoc without an end.
 */
const instructionsOf = (dockerfile: string): readonly Instruction[] => {
  const found: Instruction[] = [];
  const heredocs: string[] = [];
  let open: Instruction | undefined;
  let at = 0;
  for (const line of dockerfile.split('\n')) {
    const start = at;
    at += line.length + 1;
    const bare = line.trim();
    if (heredocs.length > 0) {
      if (bare === heredocs[0]) heredocs.shift();
    } else if (bare !== '' && !bare.startsWith('#')) {
      open = { start: open?.start ?? start, text: dockerfile.slice(open?.start ?? start, start + line.length) };
      if (!/\\\s*$/.test(line)) {
        found.push(open);
        if (/^\s*(?:RUN|COPY|ADD)\s/i.test(open.text))
          heredocs.push(...[...open.text.matchAll(HEREDOC)].flatMap(([, , word]) => word ?? []));
        open = undefined;
      }
    }
  }
  // Otherwise a FROM below it would be missed, and built from by tag.
  if (heredocs[0] !== undefined)
    throw new ToolFailure('failed', `expected the end of the heredoc ${heredocs[0]} in the Dockerfile, found none`);
  return open === undefined ? found : [...found, open];
};

const unquoted = (text: string): string => /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;

const expanded = (text: string, values: Values): string => {
  const valueOf = (name: string): string => (Object.hasOwn(values, name) ? (values[name] ?? '') : '');
  return unquoted(text)
    .replace(/\$\{([A-Za-z_]\w*):?-([^}]*)\}/g, (_, name: string, otherwise: string) => valueOf(name) || otherwise)
    .replace(/\$\{([A-Za-z_]\w*):?\+([^}]*)\}/g, (_, name: string, then: string) => (valueOf(name) && then) || '')
    .replace(/\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)/g, (_, braced?: string, bare?: string) =>
      valueOf(braced ?? bare ?? ''),
    );
};

/** The values of the arguments before the first FROM, which are the only ones that a FROM can use. */
const withArguments = (values: Values, text: string, given: Values): Values => {
  let all = values;
  for (const [, name = '', value] of (ARG.exec(text)?.[1] ?? '').matchAll(ARG_PAIR)) {
    const own = Object.hasOwn(given, name) ? given[name] : undefined;
    const chosen = own ?? (value === undefined ? undefined : expanded(value, all));
    if (chosen !== undefined) all = { ...all, [name]: chosen };
  }
  return all;
};

const platformValues = (platform: string): Values => {
  const [os = '', architecture = ''] = platform.split('/');
  const build = `linux/${process.arch === 'arm64' ? 'arm64' : 'amd64'}`;
  const target = { TARGETPLATFORM: platform, TARGETOS: os, TARGETARCH: architecture };
  return { ...target, BUILDPLATFORM: build, BUILDOS: 'linux', BUILDARCH: build.slice('linux/'.length) };
};

/** The image of `# syntax=`, which BuildKit builds with. It counts only above everything else. */
const syntaxImage = (dockerfile: string): readonly NamedImage[] => {
  let at = 0;
  for (const line of dockerfile.split('\n')) {
    const [whole, name, value = ''] = DIRECTIVE.exec(line) ?? [];
    if (whole === undefined) return [];
    const end = at + whole.length;
    if (name?.toLowerCase() === 'syntax') return [{ reference: value, start: end - value.length, end }];
    at += line.length + 1;
  }
  return [];
};

const flagImages = ({ start, text }: Instruction, stages: ReadonlySet<string>): readonly NamedImage[] => {
  const flags = FLAGS.exec(text);
  if (flags === null) return [];
  const offset = start + flags[0].length - (flags[2]?.length ?? 0);
  return [...(flags[2] ?? '').matchAll(FROM_FLAG)].flatMap(({ 0: whole, 1: copied, 2: mounted, index }) => {
    const named = copied ?? mounted ?? '';
    if (/^\d+$/.test(named) || stages.has(named.toLowerCase())) return [];
    const end = offset + index + whole.length;
    return [{ reference: unquoted(named), start: end - named.length, end }];
  });
};

/**
 * The images that a Dockerfile names, in FROM, `COPY --from`, `RUN --mount=from` and `# syntax`, besides its own stages and `scratch`.
 * @throws ToolFailure for a FROM without an image and a heredoc without an end.
 */
export const namedImages = (dockerfile: string, given: Values, platform: string): readonly NamedImage[] => {
  const found: NamedImage[] = [...syntaxImage(dockerfile)];
  const stages = new Set<string>(['scratch']);
  let values = platformValues(platform);
  let first = true;
  for (const instruction of instructionsOf(dockerfile)) {
    const [whole, before = '', named = '', stage] = FROM.exec(instruction.text) ?? [];
    if (whole !== undefined) {
      first = false;
      const reference = expanded(named, values);
      if (reference === '') throw new ToolFailure('failed', `FROM ${named}: expected an image, found no value for it`);
      const start = instruction.start + before.length;
      if (!stages.has(reference.toLowerCase())) found.push({ reference, start, end: start + named.length });
      if (stage !== undefined) stages.add(stage.toLowerCase());
    } else if (first) values = withArguments(values, instruction.text, given);
    else found.push(...flagImages(instruction, stages));
  }
  return found;
};
