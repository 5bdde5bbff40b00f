// AWS is not asked by builders, and notation's login is not theirs: what they run in a build must not see either.
const KEPT_BACK = /^(?:AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)|NOTATION_(?:USERNAME|PASSWORD))$/;

/** The environment of a builder: the person's own, without AWS keys. */
export const builderEnvironment = (own: NodeJS.ProcessEnv): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(own).flatMap(([name, value]) =>
      value === undefined || KEPT_BACK.test(name) ? [] : [[name, value] as const],
    ),
  );
