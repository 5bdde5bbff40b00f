/** One challenge of a `WWW-Authenticate` header: the scheme in lower case, the parameters by lower-case name. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = "[\\w!#$%&'*+.^`|~-]+";
const PARAMETER = new RegExp(`[\\s,]*(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${TOKEN}))`, 'y');
const SCHEME = new RegExp(`[\\s,]*(${TOKEN})(?=[\\s,]|$)`, 'y');

/**
 * Parses `WWW-Authenticate`, which may have several challenges; what follows an unreadable one is ignored.
 * https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
 */
export const parseChallenges = (header: string): readonly Challenge[] => {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  let at = 0;
  const next = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(header) ?? undefined;
    if (match) at = pattern.lastIndex;
    return match;
  };
  for (;;) {
    const [, name = '', quoted, plain] = next(PARAMETER) ?? [];
    if (name !== '') {
      const value = quoted?.replace(/\\(.)/gs, '$1') ?? plain ?? '';
      challenges.at(-1)?.parameters.set(name.toLowerCase(), value);
      continue;
    }
    const [, scheme] = next(SCHEME) ?? [];
    if (scheme === undefined) return challenges;
    challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
  }
};
