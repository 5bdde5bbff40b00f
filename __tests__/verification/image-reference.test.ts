import {
  formatImageReference,
  isPathSegment,
  isRegistryHost,
  parseImageReference,
  type ImageReference,
} from '../../verification';
import { digestOf, ECR } from '../support/domain/domain';

const DIGEST = digestOf('a');
const hub = (repository: string): ImageReference => ({ registry: 'docker.io', repository });

describe('parseImageReference', () => {
  it.each<[string, ImageReference]>([
    ['nginx', hub('library/nginx')],
    ['nginx:1.27', { ...hub('library/nginx'), tag: '1.27' }],
    ['library/nginx', hub('library/nginx')],
    ['grafana/loki', hub('grafana/loki')],
    ['a/b/c', hub('a/b/c')],
    ['docker.io/nginx', hub('library/nginx')],
    ['docker.io/library/nginx', hub('library/nginx')],
    ['index.docker.io/nginx', hub('library/nginx')],
    ['index.docker.io/grafana/loki', hub('grafana/loki')],
    ['DOCKER.IO/nginx', hub('library/nginx')],
    ['docker.io', hub('library/docker.io')],
    ['localhost', hub('library/localhost')],
    ['localhost/web', { registry: 'localhost', repository: 'web' }],
    ['localhost:5000/web', { registry: 'localhost:5000', repository: 'web' }],
    ['registry-1.docker.io/nginx', hub('library/nginx')],
    ['registry.hub.docker.com/grafana/loki', hub('grafana/loki')],
    ['registry.ipv6.docker.com/library/nginx', hub('library/nginx')],
    ['docker.io:443/nginx', hub('library/nginx')],
    ['Index.Docker.IO:0443/nginx', hub('library/nginx')],
    ['docker.io:5000/nginx', { registry: 'docker.io:5000', repository: 'nginx' }],
    ['public.ecr.aws:443/acme/app', { registry: 'public.ecr.aws', repository: 'acme/app' }],
    ['ecr-public.aws.com/acme/app:1', { registry: 'public.ecr.aws', repository: 'acme/app', tag: '1' }],
    [`${ECR}:443/shop/web`, { registry: ECR, repository: 'shop/web' }],
    ['quay.io:0443/web', { registry: 'quay.io', repository: 'web' }],
    ['quay.io:0008443/web', { registry: 'quay.io:8443', repository: 'web' }],
    ['quay.io:80/web', { registry: 'quay.io:80', repository: 'web' }],
    ['quay.io:65535/web', { registry: 'quay.io:65535', repository: 'web' }],
    ['localhost:443/web', { registry: 'localhost:443', repository: 'web' }],
    ['LOCALHOST:0443/web', { registry: 'localhost:443', repository: 'web' }],
    ['registry:443/web', { registry: 'registry', repository: 'web' }],
    ['localhost:5000/web:5000', { registry: 'localhost:5000', repository: 'web', tag: '5000' }],
    ['127.0.0.1:5000/web', { registry: '127.0.0.1:5000', repository: 'web' }],
    ['Registry/web', { registry: 'registry', repository: 'web' }],
    ['QUAY.io/shop/web:V1', { registry: 'quay.io', repository: 'shop/web', tag: 'V1' }],
    ['quay.io/web', { registry: 'quay.io', repository: 'web' }],
    ['quay.io/a.b/c_d/e__f/g---h', { registry: 'quay.io', repository: 'a.b/c_d/e__f/g---h' }],
    [`${ECR}/shop/web:1`, { registry: ECR, repository: 'shop/web', tag: '1' }],
    [`${ECR}/shop/web@${DIGEST}`, { registry: ECR, repository: 'shop/web', digest: DIGEST }],
    [`${ECR.toUpperCase()}/shop/web`, { registry: ECR, repository: 'shop/web' }],
    [`nginx@${DIGEST}`, { ...hub('library/nginx'), digest: DIGEST }],
    [`localhost:5000/web@${DIGEST}`, { registry: 'localhost:5000', repository: 'web', digest: DIGEST }],
    [`web:${'t'.repeat(128)}`, { ...hub('library/web'), tag: 't'.repeat(128) }],
    ['web:_T.a-G', { ...hub('library/web'), tag: '_T.a-G' }],
    [`quay.io/${'a'.repeat(247)}`, { registry: 'quay.io', repository: 'a'.repeat(247) }],
  ])('parses %s', (text, parts) => {
    expect(parseImageReference(text)).toEqual(parts);
  });

  it('parses a reference with both a tag and a digest', () => {
    expect(parseImageReference(`${ECR}/shop/web:1.2@${DIGEST}`)).toEqual({
      registry: ECR,
      repository: 'shop/web',
      tag: '1.2',
      digest: DIGEST,
    });
    expect(parseImageReference(`nginx:1.27@${DIGEST}`)).toEqual({
      registry: 'docker.io',
      repository: 'library/nginx',
      tag: '1.27',
      digest: DIGEST,
    });
  });
});

describe('formatImageReference', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx'],
    ['QUAY.io/web:V1', 'quay.io/web:V1'],
    ['Registry/web', 'REGISTRY/web'],
    [`nginx@${DIGEST}`, `docker.io/library/nginx@${DIGEST}`],
    [`quay.io:443/web:1@${DIGEST}`, `quay.io/web:1@${DIGEST}`],
    ['registry:443/web', 'REGISTRY/web'],
  ])('formats %s in full', (text, full) => {
    expect(formatImageReference(parseImageReference(text))).toBe(full);
  });
});

describe('parseImageReference for names that are nearly the ID of an image', () => {
  it.each([
    ['a'.repeat(63), hub(`library/${'a'.repeat(63)}`)],
    [`docker.io/library/${'a'.repeat(64)}`, hub(`library/${'a'.repeat(64)}`)],
    ['sha256', hub('library/sha256')],
    ['sha256:latest', { ...hub('library/sha256'), tag: 'latest' }],
    ['web/sha256:3f3f', { ...hub('web/sha256'), tag: '3f3f' }],
  ])('parses %s', (text, parts) => {
    expect(parseImageReference(text)).toEqual(parts);
  });
});

describe('isRegistryHost and isPathSegment', () => {
  it('accept only whole hosts and whole path segments', () => {
    expect(['quay.io', 'a', 'localhost:5000', 'a:0443'].map(isRegistryHost)).toEqual(Array(4).fill(true));
    expect(['', '-a', 'a/b', 'a b', 'quay.io\n', 'a:0', 'a:'].map(isRegistryHost)).toEqual(Array(7).fill(false));
    expect(['a', 'a-b', 'a.b', 'a_b', 'a__b', '0'].map(isPathSegment)).toEqual(Array(6).fill(true));
    expect(['', 'A', '-a', 'a-', 'a..b', 'a___b', 'a/b', 'a\n'].map(isPathSegment)).toEqual(Array(8).fill(false));
  });
});
