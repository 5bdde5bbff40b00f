import { registryHost } from '../../../adapters/registry/registry-host';
import { ecrScope, scopeOf } from '../../support/registry/registry-content';

const ECR = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';

describe('registryHost', () => {
  it.each([
    ['docker.io', 'https://registry-1.docker.io'],
    ['ghcr.io', 'https://ghcr.io'],
    ['registry.example:8443', 'https://registry.example:8443'],
    [ECR, `https://${ECR}`],
    ['localhost:5000', 'http://localhost:5000'],
    ['localhost', 'https://localhost'],
    ['127.0.0.1:5000', 'https://127.0.0.1:5000'],
  ])('contacts %s at %s', (registry, origin) => {
    expect(registryHost(scopeOf(registry), 'plain-http').origin).toBe(origin);
  });

  it('contacts no registry over plain HTTP where those of this machine are refused', () => {
    expect(registryHost(scopeOf('localhost:5000'), 'refused').origin).toBe('https://localhost:5000');
  });

  it.each([
    ['registry.example', 'https://registry.example/token', 'named'],
    ['registry.example', 'https://registry.example:8443/token', 'public'],
    ['registry.example', 'https://storage.example/', 'public'],
    ['docker.io', 'https://docker.io/', 'public'],
    ['localhost:5000', 'http://localhost:5000/', 'loopback'],
    ['localhost:5000', 'http://localhost:5001/', 'public'],
    ['localhost:5000', 'https://localhost:5000/', 'public'],
  ])('lets what %s names as %s reach %s addresses', (registry, url, reach) => {
    expect(registryHost(scopeOf(registry), 'plain-http').reachOf(new URL(url))).toBe(reach);
  });

  it.each([
    ['prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com', 'named'],
    ['prod-eu-west-1-starport-layer-bucket.s3.dualstack.eu-west-1.amazonaws.com', 'named'],
    ['prod-eu-west-1-starport-layer-bucket.s3-fips.eu-west-1.amazonaws.com', 'named'],
    ['prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com', 'public'],
    ['evil-prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com', 'public'],
    ['prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com.evil.example', 'public'],
    ['prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com:8443', 'public'],
    ['other.s3.eu-west-1.amazonaws.com', 'public'],
  ])('lets ECR redirect to %s at %s addresses, as endpoints of a VPC are', (host, reach) => {
    expect(registryHost(ecrScope(ECR), 'refused').reachOf(new URL(`https://${host}/blob`))).toBe(reach);
  });

  it('lets no other registry redirect to private addresses of a bucket', () => {
    const url = new URL('https://prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com/');
    expect(registryHost(scopeOf('registry.example'), 'refused').reachOf(url)).toBe('public');
  });
});
