/** What a host name stands for in the emulated environment. */
export type Destination =
  | { readonly kind: 'ecr'; readonly namespace: string }
  | { readonly kind: 'signer'; readonly region: string }
  | { readonly kind: 'public'; readonly namespace: string }
  | { readonly kind: 'unknown' };

// https://docs.aws.amazon.com/general/latest/gr/ecr.html and https://docs.aws.amazon.com/general/latest/gr/signer.html
const ECR_HOSTS = [
  /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/,
  /^(\d{12})\.dkr-ecr(?:-fips)?\.([a-z0-9-]+)\.on\.(?:aws|amazonwebservices\.com\.cn)$/,
];

const SIGNER_HOST =
  /^(?:(?:verification|data-signer)\.)?(?:data-)?signer(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|api\.aws)$/;

const DOCKER_HUB = ['docker.io', 'index.docker.io', 'registry-1.docker.io'];

const canonicalRegistry = (name: string): string => (DOCKER_HUB.includes(name) ? 'docker.io' : name);

/** The destination of requests to a host. All forms of an account's ECR host name share one namespace. */
export const toDestination = (host: string, publicRegistries: readonly string[]): Destination => {
  const name = host.toLowerCase();
  for (const pattern of ECR_HOSTS) {
    const [, account, region] = pattern.exec(name) ?? [];
    if (account && region) return { kind: 'ecr', namespace: `ecr/${account}/${region}` };
  }
  const [, region] = SIGNER_HOST.exec(name) ?? [];
  if (region) return { kind: 'signer', region };
  const registry = canonicalRegistry(name);
  if (publicRegistries.map(canonicalRegistry).includes(registry))
    return { kind: 'public', namespace: `public/${registry}` };
  return { kind: 'unknown' };
};
