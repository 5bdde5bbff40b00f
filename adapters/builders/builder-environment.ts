// Builders call neither AWS nor notation, and what runs inside a build must not see their credentials.
const WITHHELD = /^(?:AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)|NOTATION_(?:USERNAME|PASSWORD))$/;

/** The environment of a builder: the caller's own, without credentials for AWS and notation. */
export const builderEnvironment = (own: NodeJS.ProcessEnv): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(own).flatMap(([name, value]) =>
      value === undefined || WITHHELD.test(name) ? [] : [[name, value] as const],
    ),
  );
