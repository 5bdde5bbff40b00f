import { registryIdentity, type RegistryScope } from '../../verification';
import type { Reach } from './http/address-rules';

/** Whether registries on this machine are read, over plain HTTP, or refused. */
export type LoopbackRegistries = 'plain-http' | 'refused';

/** Where a registry is contacted, and what the URLs that it names may reach. */
export interface RegistryHost {
  /** Without a slash at the end. */
  readonly origin: string;
  readonly reachOf: (url: URL) => Reach;
}

// Docker Hub's own clients contact this host for images of docker.io.
const CONTACTED = new Map([['docker.io', 'registry-1.docker.io']]);

// As in notation: `localhost` with a port, and no other name or address of this machine.
const LOOPBACK_REGISTRY = /^localhost:\d+$/;

/**
 * ECR redirects to this bucket for blobs. Through an interface endpoint of a VPC its name resolves to a private address,
 * and only AWS can make the name resolve.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
 */
const isLayerBucket = ({ hostname, port }: URL, region: string): boolean =>
  port === '' &&
  ['s3', 's3.dualstack', 's3-fips', 's3-fips.dualstack'].some((service) =>
    ['amazonaws.com', 'amazonaws.com.cn'].some(
      (domain) => hostname === `prod-${region}-starport-layer-bucket.${service}.${region}.${domain}`,
    ),
  );

/** The host of a scope's registry: the one that is contacted, which may differ from the one that identifies it. */
export const registryHost = ({ repository }: RegistryScope, loopback: LoopbackRegistries): RegistryHost => {
  const host = CONTACTED.get(repository.registry) ?? repository.registry;
  if (loopback === 'plain-http' && LOOPBACK_REGISTRY.test(host)) {
    const origin = `http://${host}`;
    return { origin, reachOf: (url) => (url.origin === new URL(origin).origin ? 'loopback' : 'public') };
  }
  const origin = `https://${host}`;
  const identity = registryIdentity(repository.registry);
  return {
    origin,
    reachOf: (url) => {
      const layers = identity.kind === 'ecr' && isLayerBucket(url, identity.region);
      return layers || url.origin === new URL(origin).origin ? 'named' : 'public';
    },
  };
};
