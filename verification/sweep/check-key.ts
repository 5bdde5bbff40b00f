import type { ContainerCheck } from '../container-check';
import { formatRepository } from '../repository-identity';
import type { Container } from '../task';
import { reasonOf, type Verdict } from '../verdict';

const verdictKey = (verdict: Verdict): readonly unknown[] => [verdict.kind, reasonOf(verdict)];

/**
 * What containers of one verdict have in common: repository and digest where the image is verified, else the image as it is
 * written and the verdict.
 */
export const checkKey = ({ image }: Container, check: ContainerCheck): readonly unknown[] => {
  switch (check.kind) {
    case 'verify':
      return [formatRepository(check.image.identity), check.image.digest];
    case 'decided':
      return [image, check.image?.digest, ...verdictKey(check.verdict)];
    case 'unresolved':
      return [image, ...verdictKey(check.verdict)];
  }
};
