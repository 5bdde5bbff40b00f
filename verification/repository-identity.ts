import type { ImageReference } from './image-reference';

/** The AWS partitions whose ECR host names are known here. */
export type Partition = 'aws' | 'aws-us-gov' | 'aws-cn';

/** A private ECR registry, whatever host form named it. */
export interface EcrRegistry {
  readonly kind: 'ecr';
  readonly partition: Partition;
  readonly account: string;
  readonly region: string;
}

/** Any other registry, by its host. */
export interface OtherRegistry {
  readonly kind: 'other';
  readonly host: string;
}

/** The registry that holds a repository. */
export type RegistryIdentity = EcrRegistry | OtherRegistry;

/** What policies match on: two references with one identity name the same repository. */
export interface RepositoryIdentity {
  readonly registry: RegistryIdentity;
  readonly repository: string;
}

// IPv4, FIPS, dual-stack and dual-stack FIPS hosts.
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html
const ECR_HOST =
  /^(?<account>[0-9]{12})\.(?:dkr\.ecr(?:-fips)?\.(?<region>[a-z]{2,}(?:-[a-z]+)+-[0-9]+)\.amazonaws\.com(?<cn>\.cn)?|dkr-ecr(?:-fips)?\.(?<dualRegion>[a-z]{2,}(?:-[a-z]+)+-[0-9]+)\.on\.(?:aws|(?<dualCn>amazonwebservices\.com\.cn)))$/;

/** The partition that holds a region, by the region's name. */
export const partitionOfRegion = (region: string): Partition => {
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return region.startsWith('cn-') ? 'aws-cn' : 'aws';
};

/** The identity of a registry host; only a host that parses, whole, as ECR is `ecr`, so that look-alikes are not. */
export const registryIdentity = (host: string): RegistryIdentity => {
  const groups = ECR_HOST.exec(host)?.groups;
  const account = groups?.['account'];
  const region = groups?.['region'] ?? groups?.['dualRegion'];
  if (account === undefined || region === undefined) return { kind: 'other', host };
  const partition = partitionOfRegion(region);
  const chinese = (groups?.['cn'] ?? groups?.['dualCn']) !== undefined;
  return chinese === (partition === 'aws-cn') ? { kind: 'ecr', partition, account, region } : { kind: 'other', host };
};

/** The identity of the repository that a reference names. */
export const repositoryIdentity = (reference: ImageReference): RepositoryIdentity => ({
  registry: registryIdentity(reference.registry),
  repository: reference.repository,
});

/** One text for each registry: for ECR the default host of its region and partition. */
export const formatRegistry = (registry: RegistryIdentity): string => {
  switch (registry.kind) {
    case 'other':
      return registry.host;
    case 'ecr':
      return `${registry.account}.dkr.ecr.${registry.region}.amazonaws.com${registry.partition === 'aws-cn' ? '.cn' : ''}`;
  }
};

/** One text for each identity, for keys, logs and events. */
export const formatRepository = ({ registry, repository }: RepositoryIdentity): string =>
  `${formatRegistry(registry)}/${repository}`;
