/** The part of a bundle that comes from one package, or from one folder of this project. */
export interface BundlePart {
  readonly name: string;
  readonly bytes: number;
}

const partOf = (path: string): string =>
  /.*(?:^|\/)node_modules\/(?<name>(?:@[^/]+\/)?[^/]+)\//.exec(path)?.groups?.['name'] ??
  `${path.split('/')[0] ?? path}/`;

/** Sums up the bytes of a bundle's inputs by package or folder; the largest parts first. */
export const toBundleParts = (inputs: Readonly<Record<string, number>>): readonly BundlePart[] => {
  const sums = new Map<string, number>();
  for (const [path, bytes] of Object.entries(inputs)) {
    const name = partOf(path);
    sums.set(name, (sums.get(name) ?? 0) + bytes);
  }
  return [...sums].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes);
};
