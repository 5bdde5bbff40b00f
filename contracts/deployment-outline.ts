import * as z from 'zod';
import type { Path } from './invalid-input';

/** A value of a deployment file with its place. */
export interface Located<T> {
  readonly path: Path;
  readonly value: T;
}

/** What contradictions are looked for in; it can be read from a file that has other mistakes too, so that all are told at once. */
export interface DeploymentOutline {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly profile: string;
  readonly ownRepositories: readonly Located<string>[];
  readonly clusters: readonly Located<string>[];
  readonly patterns: readonly Located<string>[];
  readonly signers: readonly Located<string>[];
}

const text = z.string().catch('');
const texts = z.array(text).catch([]);
const none = {};

const lenient = z.object({
  name: text,
  account: text,
  region: text,
  partition: text,
  signing: z
    .object({
      profile: text,
      repositories: z.object({ workloads: texts, verifier: text }).catch({ workloads: [], verifier: '' }),
    })
    .catch({ profile: '', repositories: { workloads: [], verifier: '' } }),
  clusters: z.record(z.string(), z.unknown()).catch(none),
  policies: z
    .record(z.string(), z.object({ repositories: texts, signers: texts }).catch({ repositories: [], signers: [] }))
    .catch(none),
  exemptions: z.record(z.string(), z.object({ repositories: texts }).catch({ repositories: [] })).catch(none),
});

const locate = (path: Path, values: readonly string[]): readonly Located<string>[] =>
  values.map((value, index) => ({ path: [...path, index], value }));

/** Reads what can be read of a deployment file; what is missing or of another kind is left out. */
export const outlineDeployment = (input: unknown): DeploymentOutline => {
  const outline = lenient.safeParse(input).data ?? lenient.parse({});
  const { workloads, verifier } = outline.signing.repositories;
  const repositories = ['signing', 'repositories'];
  return {
    ...outline,
    profile: outline.signing.profile,
    ownRepositories: [
      ...locate([...repositories, 'workloads'], workloads),
      { path: [...repositories, 'verifier'], value: verifier },
    ],
    clusters: Object.keys(outline.clusters).map((value) => ({ path: ['clusters', value], value })),
    patterns: (['policies', 'exemptions'] as const).flatMap((kind) =>
      Object.entries(outline[kind]).flatMap(([name, each]) => locate([kind, name, 'repositories'], each.repositories)),
    ),
    signers: Object.entries(outline.policies).flatMap(([name, { signers }]) =>
      locate(['policies', name, 'signers'], signers),
    ),
  };
};
