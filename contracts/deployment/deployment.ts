import type * as z from 'zod';
import { partitionOfRegion } from '../../verification/repository-identity';
import { findContradictions } from './contradictions';
import type { DeepReadonly } from '../schema/deep-readonly';
import { outlineDeployment } from './deployment-outline';
import { deploymentSchema } from './deployment-schema';
import { partitionField } from '../schema/fields';
import { findInterpolations } from '../schema/interpolation';
import { InvalidInputError, problemAt, type Problem } from '../schema/invalid-input';
import { checkContract } from '../schema/parse-contract';
import { readJson } from '../schema/read-json';
import { untilInstant } from './until';

type DeploymentFile = z.output<typeof deploymentSchema>;

/** A deployment file with every default filled in. */
export type Deployment = DeepReadonly<Omit<DeploymentFile, '$schema' | 'partition'>> & {
  readonly partition: 'aws' | 'aws-us-gov';
};

/** An exemption that has ended. */
export interface ExpiredExemption {
  readonly name: string;
  /** The instant from which it is ignored, ISO 8601 in UTC. */
  readonly until: string;
}

const fileNameProblems = (name: string, file: string): readonly Problem[] => {
  const base =
    file
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\.json$/, '') ?? '';
  return name === '' || name === base ? [] : [problemAt(['name'], `${base}, the name of the file`, name)];
};

const toDeployment = ({ $schema: _, partition, ...file }: DeploymentFile): Deployment => ({
  ...file,
  partition: partition ?? partitionField.parse(partitionOfRegion(file.region)),
});

/**
 * Parses the text of a deployment file; `file` is its path for messages.
 * @throws InvalidInputError with every problem.
 */
export const parseDeployment = (text: string, file: string): Deployment => {
  const input = readJson(text, file);
  const outline = outlineDeployment(input);
  const checked = checkContract(deploymentSchema, input);
  const interpolations = findInterpolations(input);
  const reported = new Set(interpolations.map(({ path }) => path));
  const problems = [
    ...interpolations,
    ...(checked.ok ? [] : checked.problems.filter(({ path }) => !reported.has(path))),
    ...fileNameProblems(outline.name, file),
    ...findContradictions(outline),
  ];
  if (!checked.ok || problems.length > 0) throw new InvalidInputError(file, problems);
  return toDeployment(checked.value);
};

/** The exemptions that have ended, which the functions ignore; `now` is in milliseconds since the epoch. */
export const expiredExemptions = ({ exemptions }: Deployment, now: number): readonly ExpiredExemption[] =>
  Object.entries(exemptions)
    .map(([name, { until }]) => ({ name, until: untilInstant(until) }))
    .filter(({ until }) => Date.parse(until) <= now);
