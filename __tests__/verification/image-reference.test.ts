import {
  formatImageReference,
  ImageReferenceError,
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

  it.each([
    ['nothing', '', 'a repository of lower-case path segments'],
    ['a slash alone', '/', 'a repository of lower-case path segments'],
    ['a registry alone', 'quay.io/', 'a repository of lower-case path segments'],
    ['a hub registry alone', 'docker.io/', 'a repository of lower-case path segments'],
    ['two slashes', 'quay.io//web', 'a repository of lower-case path segments'],
    ['a slash at the end', 'quay.io/web/', 'a repository of lower-case path segments'],
    ['an upper-case repository', 'quay.io/Web', 'a repository of lower-case path segments'],
    ['an upper-case short name', 'Nginx', 'a repository of lower-case path segments'],
    ['an option', '--insecure-registry', 'a repository of lower-case path segments'],
    ['an option before a slash', '-x/web', 'a repository of lower-case path segments'],
    ['an option that looks like a host', '--plain-http.example/web', 'a registry host before the first "/"'],
    ['an option with a value', '--max-signatures=1', 'a repository of lower-case path segments'],
    ['an option as repository', 'quay.io/--verbose', 'a repository of lower-case path segments'],
    ['an option as tag', 'quay.io/web:--verbose', 'a tag of letters, digits, "_", "." and "-" after ":"'],
    ['a path to the parent folder', 'quay.io/../web', 'a repository of lower-case path segments'],
    ['a space before it', ' nginx', 'a repository of lower-case path segments'],
    ['a space after it', 'nginx ', 'a repository of lower-case path segments'],
    ['two words', 'nginx evil', 'a repository of lower-case path segments'],
    ['a line break after it', 'nginx\n', 'a repository of lower-case path segments'],
    ['a line break after the tag', 'nginx:1\n', 'a tag of letters, digits, "_", "." and "-" after ":"'],
    ['a line break after the digest', `nginx@${DIGEST}\n`, 'a digest of the form'],
    ['a line break in the host', 'quay.io\nevil.example/web', 'a registry host before the first "/"'],
    ['a null byte', 'nginx\u0000', 'a repository of lower-case path segments'],
    ['letters of another alphabet', 'quay.io/wеb', 'a repository of lower-case path segments'],
    ['a host of another alphabet', 'quаy.io/web', 'a registry host before the first "/"'],
    ['a letter that becomes two in lower case', 'İ.example/web', 'a registry host before the first "/"'],
    ['a scheme', 'https://quay.io/web', 'a registry host before the first "/"'],
    ['a user in the host', 'AWS:token@quay.io/web', 'a digest of the form'],
    ['a port that is not a number', 'quay.io:http/web', 'a registry host before the first "/"'],
    ['a port without digits', 'quay.io:/web', 'a registry host before the first "/"'],
    ['a port of six digits', 'quay.io:500000/web', 'a registry host before the first "/"'],
    ['a host that ends with a dot', `${ECR}./web`, 'a registry host before the first "/"'],
    ['a host that begins with a dot', '.quay.io/web', 'a registry host before the first "/"'],
    ['a host with an empty label', 'quay..io/web', 'a registry host before the first "/"'],
    ['a label that ends with a hyphen', 'quay-.io/web', 'a registry host before the first "/"'],
    ['an address in brackets', '[::1]:5000/web', 'a registry host before the first "/"'],
    ['a star', 'quay.io/*', 'a repository of lower-case path segments'],
    ['an empty tag', 'nginx:', 'a tag of letters'],
    ['a tag of 129 characters', `nginx:${'t'.repeat(129)}`, 'a tag of letters'],
    ['two tags', 'nginx:1:2', 'a tag of letters'],
    ['an empty digest', 'nginx@', 'a digest of the form'],
    ['a short digest', 'nginx@sha256:aaaa', 'a digest of the form'],
    ['an upper-case digest', `nginx@sha256:${'A'.repeat(64)}`, 'a digest of the form'],
    ['another algorithm', `nginx@sha512:${'a'.repeat(128)}`, 'a digest of the form'],
    ['two digests', `nginx@${DIGEST}@${DIGEST}`, 'a digest of the form'],
    ['a digest before the tag', `nginx@${DIGEST}:1`, 'a digest of the form'],
    ['a digest alone', `@${DIGEST}`, 'a repository of lower-case path segments'],
    ['a name of 256 characters', `quay.io/${'a'.repeat(248)}`, 'a name of at most 255 characters'],
    ['a name of 200,000 characters that invites backtracking', `${'a-'.repeat(100_000)}!`, 'a repository of'],
    ['a host of 200,000 characters that invites backtracking', `${'a.'.repeat(100_000)}!/web`, 'a registry host'],
  ])('refuses %s', (_what, text, expected) => {
    expect(() => parseImageReference(text)).toThrow(ImageReferenceError);
    expect(() => parseImageReference(text)).toThrow(`expected ${expected}`);
  });

  it('shows the text on one short line, whatever the text contains', () => {
    const { message } = refusalOf(`nginx\nError: ok ${'x'.repeat(1000)}`);
    expect(message).toContain('found "nginx\\nError: ok');
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(300);
  });

  it('has the whole text and what was expected as properties', () => {
    expect(refusalOf('nginx:')).toMatchObject({
      name: 'ImageReferenceError',
      text: 'nginx:',
      expected: 'a tag of letters, digits, "_", "." and "-" after ":"',
    });
  });
});

const refusalOf = (text: string): ImageReferenceError => {
  try {
    parseImageReference(text);
  } catch (error) {
    if (error instanceof ImageReferenceError) return error;
  }
  throw new Error('expected a refusal, found none');
};

describe('formatImageReference', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx'],
    ['QUAY.io/web:V1', 'quay.io/web:V1'],
    ['Registry/web', 'REGISTRY/web'],
    [`nginx@${DIGEST}`, `docker.io/library/nginx@${DIGEST}`],
    [`quay.io:443/web:1@${DIGEST}`, `quay.io:443/web:1@${DIGEST}`],
  ])('formats %s in full', (text, full) => {
    expect(formatImageReference(parseImageReference(text))).toBe(full);
  });
});

describe('isRegistryHost and isPathSegment', () => {
  it('accept only whole hosts and whole path segments', () => {
    expect(['quay.io', 'a', 'localhost:5000'].map(isRegistryHost)).toEqual([true, true, true]);
    expect(['', '-a', 'a/b', 'a b', 'quay.io\n'].map(isRegistryHost)).toEqual(Array(5).fill(false));
    expect(['a', 'a-b', 'a.b', 'a_b', 'a__b', '0'].map(isPathSegment)).toEqual(Array(6).fill(true));
    expect(['', 'A', '-a', 'a-', 'a..b', 'a___b', 'a/b', 'a\n'].map(isPathSegment)).toEqual(Array(8).fill(false));
  });
});
