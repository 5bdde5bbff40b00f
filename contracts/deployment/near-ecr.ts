import { splitRegistry } from '../../verification/image-reference';
import { formatRegistry, partitionOfRegion, registryIdentity } from '../../verification/repository-identity';
import { editDistance } from '../schema/edit-distance';
import { withoutPort, type WrittenPattern } from './written-pattern';

const LABEL_OF_REGION = /^[a-z]{2,}(?:-[a-z]+)+-[0-9]+$/;
const DOMAIN = 'amazonaws.com';
const MAX_TYPOS = 2;

const isNearlyEcr = (host: string, labels: readonly string[]): boolean => {
  if (/(?:^|\.)dkr[.-]ecr/.test(host)) return true;
  const typos = editDistance(labels.slice(-2).join('.'), DOMAIN);
  return typos === 0 ? labels.includes('ecr') : typos <= MAX_TYPOS;
};

/** The host of ECR that was probably meant; what the text doesn't say is written as `ACCOUNT` and `REGION`. */
const meantEcrHost = (labels: readonly string[]): string => {
  const digits = (labels[0] ?? '').replaceAll('-', '');
  const region = labels.find((label) => LABEL_OF_REGION.test(label));
  return formatRegistry({
    kind: 'ecr',
    account: /^[0-9]{12}$/.test(digits) ? digits : 'ACCOUNT',
    region: region ?? 'REGION',
    partition: partitionOfRegion(region ?? ''),
  });
};

/** The host of ECR that was meant by a misspelled one; undefined if the host is one of ECR, or nothing like it. */
export const nearEcrProblem = ({ host, path }: WrittenPattern): string | undefined => {
  if (registryIdentity(splitRegistry(`${host}/x`).registry).kind === 'ecr') return undefined;
  const name = withoutPort(host);
  const labels = name.split('.');
  if (!isNearlyEcr(name, labels)) return undefined;
  const meant = [meantEcrHost(labels), ...(path === '' ? [] : [path])].join('/');
  return `a host of ECR, as in ${meant}${meant.startsWith('ACCOUNT') ? ' with an account of 12 digits' : ''}`;
};
