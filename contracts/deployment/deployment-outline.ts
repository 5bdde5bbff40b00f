import * as z from 'zod';
import type { Path } from '../schema/invalid-input';

/** A value in a deployment file and its path. */
export interface Located<T> {
  readonly path: Path;
  readonly value: T;
}

/**
 * The fields that contradictions are searched in. They can be read from a file that has other mistakes, too, so that
 * all problems are reported at once.
 */
export interface DeploymentOutline {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Empty if the file has none. */
  readonly partition: string;
  /** The region of the state's bucket. */
  readonly backendRegion: Located<string> | undefined;
  readonly profile: string;
  readonly ownRepositories: readonly Located<string>[];
  /** The names of the workload repositories, without their paths in the file. */
  readonly workloads: readonly string[];
  readonly existingProfile: Located<string> | undefined;
  readonly existingRepositories: readonly Located<string>[];
  readonly hasSample: boolean;
  /** Undefined if the file has no canary images. */
  readonly canary: { readonly repository: Located<string>; readonly profile: Located<string> } | undefined;
  readonly isSweepOff: boolean;
  readonly policyNames: readonly string[];
  readonly clusters: readonly Located<string>[];
  readonly patterns: readonly Located<string>[];
  readonly signers: readonly Located<string>[];
  readonly crossAccountSigners: readonly Located<string>[];
  readonly keys: readonly Located<string>[];
  readonly permissionsBoundary: Located<string> | undefined;
  /** Who may assume the break-glass role. */
  readonly assumedBy: readonly Located<string>[];
  /** The secret of the webhook. */
  readonly webhookSecret: Located<string> | undefined;
  /** The numbers of signers that policies require, beside the number of signers that each has. */
  readonly requirements: readonly Requirement[];
}

/** A required number of signers, and how many signers there are. */
export interface Requirement extends Located<number> {
  readonly signers: number;
}

const text = z.string().catch('');
const texts = z.array(text).catch([]);
const none = {};

const lenientPolicy = z.object({
  repositories: texts,
  signers: texts,
  require: z.int().min(1).optional().catch(undefined),
});

const lenientCanary = z.object({ repository: text, profile: text });

const lenient = z.object({
  name: text,
  account: text,
  region: text,
  partition: text,
  backend: z.object({ region: z.string().optional().catch(undefined) }).catch({ region: undefined }),
  signing: z
    .object({
      profile: text,
      crossAccountSigners: texts,
      repositories: z.object({ workloads: texts, verifier: text }).catch({ workloads: [], verifier: '' }),
    })
    .catch({ profile: '', crossAccountSigners: [], repositories: { workloads: [], verifier: '' } }),
  existing: z
    .object({ signingProfile: z.string().optional().catch(undefined), workloadRepositories: texts })
    .catch({ signingProfile: undefined, workloadRepositories: [] }),
  sample: z.unknown().optional(),
  sweep: z.unknown().optional(),
  canary: lenientCanary.optional().catch(undefined),
  clusters: z.record(z.string(), z.unknown()).catch(none),
  policies: z.record(z.string(), lenientPolicy.catch({ repositories: [], signers: [] })).catch(none),
  keys: z.record(z.string(), z.unknown()).catch(none),
  permissionsBoundary: z.string().optional().catch(undefined),
  breakGlass: z.object({ assumedBy: texts }).catch({ assumedBy: [] }),
  webhook: z.object({ secret: z.string().optional().catch(undefined) }).catch({ secret: undefined }),
  exemptions: z.record(z.string(), z.object({ repositories: texts }).catch({ repositories: [] })).catch(none),
});

const REPOSITORIES = ['signing', 'repositories'];
const VERIFIER = [...REPOSITORIES, 'verifier'];

const locate = (path: Path, values: readonly string[]): readonly Located<string>[] =>
  values.map((value, index) => ({ path: [...path, index], value }));

const located = (path: Path, value: string | undefined): Located<string> | undefined =>
  value === undefined ? undefined : { path, value };

const locateCanary = ({ repository, profile }: z.output<typeof lenientCanary>): DeploymentOutline['canary'] => ({
  repository: { path: ['canary', 'repository'], value: repository },
  profile: { path: ['canary', 'profile'], value: profile },
});

/** Reads what is readable in a deployment file, and leaves out fields that are missing or of another type. */
export const outlineDeployment = (input: unknown): DeploymentOutline => {
  const outline = lenient.safeParse(input).data ?? lenient.parse({});
  const { workloads, verifier } = outline.signing.repositories;
  const { signingProfile, workloadRepositories } = outline.existing;
  return {
    ...outline,
    backendRegion: located(['backend', 'region'], outline.backend.region),
    profile: outline.signing.profile,
    ownRepositories: [...locate([...REPOSITORIES, 'workloads'], workloads), { path: VERIFIER, value: verifier }],
    workloads,
    existingProfile: located(['existing', 'signingProfile'], signingProfile),
    existingRepositories: locate(['existing', 'workloadRepositories'], workloadRepositories),
    hasSample: outline.sample !== undefined,
    canary: outline.canary && locateCanary(outline.canary),
    isSweepOff: outline.sweep === 'off',
    policyNames: Object.keys(outline.policies),
    clusters: Object.keys(outline.clusters).map((value) => ({ path: ['clusters', value], value })),
    patterns: (['policies', 'exemptions'] as const).flatMap((kind) =>
      Object.entries(outline[kind]).flatMap(([name, each]) => locate([kind, name, 'repositories'], each.repositories)),
    ),
    signers: Object.entries(outline.policies).flatMap(([name, { signers }]) =>
      locate(['policies', name, 'signers'], signers),
    ),
    requirements: Object.entries(outline.policies).flatMap(([name, { signers, require }]) =>
      require === undefined
        ? []
        : [{ path: ['policies', name, 'require'], value: require, signers: new Set(signers).size }],
    ),
    crossAccountSigners: locate(['signing', 'crossAccountSigners'], outline.signing.crossAccountSigners),
    keys: Object.entries(outline.keys).flatMap(([name, value]) =>
      typeof value === 'string' ? [{ path: ['keys', name], value }] : [],
    ),
    assumedBy: locate(['breakGlass', 'assumedBy'], outline.breakGlass.assumedBy),
    webhookSecret: located(['webhook', 'secret'], outline.webhook.secret),
    permissionsBoundary:
      outline.permissionsBoundary === undefined
        ? undefined
        : { path: ['permissionsBoundary'], value: outline.permissionsBoundary },
  };
};
