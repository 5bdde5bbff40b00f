import {
  checkContainer,
  type ContainerCheck,
  type ImageGroup,
  type ImageGroups,
  type Trust,
  type VerifiedContainer,
  type VerifiedGroup,
} from '../../verification';
import type { GroupVerdict, SweepState } from './sweep-state';

const imageAndPolicyOf = (check: ContainerCheck): Pick<VerifiedContainer, 'image' | 'policy'> => {
  switch (check.kind) {
    case 'verify':
      return { image: check.image, policy: check.policy };
    case 'decided':
      return { image: check.image, policy: null };
    case 'unresolved':
      return { image: null, policy: null };
  }
};

const rebuild = (group: ImageGroup, { verdict, verifiedAt }: GroupVerdict, trust: Trust): VerifiedGroup => {
  const { container } = group;
  const found =
    trust.kind === 'unusable'
      ? { image: null, policy: null }
      : imageAndPolicyOf(checkContainer(container, trust, verifiedAt));
  return { group, verified: { container, ...found, verdict }, verifiedAt };
};

/** The verified groups from the verdicts of a state, which leaves out what the trust document says about an image. */
export const rebuildGroups = (
  { groups }: ImageGroups,
  verdicts: SweepState['verdicts'],
  trust: Trust,
): readonly VerifiedGroup[] =>
  groups.flatMap((group) => {
    const known = Object.hasOwn(verdicts, group.key) ? verdicts[group.key] : undefined;
    return known === undefined ? [] : [rebuild(group, known, trust)];
  });
