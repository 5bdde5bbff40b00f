import { canonicalJson } from '../../contracts/schema/canonical-json';
import { sha256 } from '../../contracts/schema/sha256';

/** What a finding is about: the image of a container in a service or, without one, in the tasks of a family. */
export interface FindingSubject {
  readonly deployment: string;
  readonly cluster: string;
  /** The name of the service; null without one. */
  readonly service: string | null;
  /** The ARN of a task's definition; null if it is not known. */
  readonly taskDefinition: string | null;
  readonly container: string;
  readonly image: string | null;
  readonly repository: string | null;
  readonly digest: string | null;
}

// Every task that runs the same definition is one workload, whatever its revision.
const familyOf = (taskDefinition: string | null): string | null =>
  taskDefinition === null ? null : taskDefinition.replace(/^.*\//s, '').replace(/:[0-9]+$/, '');

/**
 * The id of the container in its service or family, whichever image it runs; the beginning of the ids of its findings. A
 * hash, since names may be long and contain anything.
 */
export const placeId = ({ deployment, cluster, service, taskDefinition, container }: FindingSubject): string => {
  const workload = service === null ? { family: familyOf(taskDefinition) } : { service };
  return `ecs-image-trust/${deployment}/${sha256(canonicalJson({ cluster, ...workload, container }))}`;
};

/** The id of the finding about a subject: the same for each of its tasks, and for each time it is found. */
export const findingId = (subject: FindingSubject): string => {
  const { image, repository, digest } = subject;
  return `${placeId(subject)}/${sha256(canonicalJson({ repository: repository ?? image, digest }))}`;
};

/** The place in the id of a finding. */
export const placeOfFinding = (id: string): string => id.slice(0, id.lastIndexOf('/'));
