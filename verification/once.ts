/** Makes something on first use, and keeps it. Throws what `make` throws, and makes it anew the next time. */
export const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};
