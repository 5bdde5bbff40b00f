import { parseRepositoryPattern } from '../../verification/repository-pattern';
import { parseSignerArn } from '../naming/parse-arn';
import { isKnownRegion, nearestRegion } from '../naming/regions';
import { partitionField, regionField } from '../schema/fields';
import { problemAt, type Problem } from '../schema/invalid-input';
import type { DeploymentOutline, Located } from './deployment-outline';

const located = (value: Located<string> | undefined): readonly Located<string>[] =>
  value === undefined ? [] : [value];

const regionOfPattern = (text: string): string | undefined => {
  const parsed = parseRepositoryPattern(text);
  return parsed.ok && parsed.pattern.registry.kind === 'ecr' ? parsed.pattern.registry.region : undefined;
};

/** A region that this version does not know, the value that contains it, and that value's path. */
export interface UnknownRegion extends Located<string> {
  readonly region: string;
}

/** Every region in a deployment file that this version does not know, if it has the form of one. */
export const unknownRegions = (outline: DeploymentOutline): readonly UnknownRegion[] => {
  const { region, backendRegion, patterns, signers, existingProfile } = outline;
  const all: readonly (Located<string> & { readonly region: string | undefined })[] = [
    { path: ['region'], value: region, region },
    ...located(backendRegion).map((each) => ({ ...each, region: each.value })),
    ...[...located(existingProfile), ...signers].map((each) => ({
      ...each,
      region: parseSignerArn(each.value)?.region,
    })),
    ...patterns.map((each) => ({ ...each, region: regionOfPattern(each.value) })),
  ];
  return all.flatMap((each) => {
    const valid = regionField.safeParse(each.region).data;
    return valid === undefined || isKnownRegion(valid) ? [] : [{ ...each, region: valid }];
  });
};

/**
 * A problem for every region that AWS does not have as far as this version knows. AWS adds regions, so a file that sets
 * `partition` may name any: then they are only warned of.
 */
export const regionProblems = (outline: DeploymentOutline): readonly Problem[] => {
  if (partitionField.safeParse(outline.partition).success) return [];
  return unknownRegions(outline).map(({ path, value, region }) =>
    problemAt(
      path,
      `a region that AWS has, such as ${nearestRegion(region)} (for a newer one than this version knows, also set "partition")`,
      value,
    ),
  );
};
