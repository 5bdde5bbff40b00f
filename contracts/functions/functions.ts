/**
 * The Lambda functions, by the names of their files in functions/. Bundles, the verifier's image, its SBOM and its
 * repository's policy follow from this list.
 */
export const FUNCTIONS = ['launch', 'sweep', 'notify'] as const;

/** The name of one Lambda function. */
export type FunctionName = (typeof FUNCTIONS)[number];

/** The source file of a function, relative to the project's root; it exports `handler`. */
export const functionEntry = (name: FunctionName): string => `functions/${name}.ts`;

/** The bundle of a function, relative to the project's root. */
export const functionBundle = (name: FunctionName): string => `dist/functions/${name}.js`;
