import { ImageReferenceError, parseImageReference } from '../../verification';
import { digestOf, ECR } from '../support/domain/domain';

const DIGEST = digestOf('a');

const refusalOf = (text: string): ImageReferenceError => {
  try {
    parseImageReference(text);
  } catch (error) {
    if (error instanceof ImageReferenceError) return error;
  }
  throw new Error('expected a refusal, found none');
};

describe('parseImageReference for a text that is no reference', () => {
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
    ['a port that is too high', 'quay.io:65536/web', 'a registry host before the first "/"'],
    ['port zero', 'quay.io:000/web', 'a registry host before the first "/"'],
    ['a port in other digits', 'quay.io:٤٤٣/web', 'a registry host before the first "/"'],
    ['a user before the host', 'user@quay.io/web', 'a digest of the form'],
    ['a sign that becomes an ASCII letter in lower case', 'doc\u212aer.io/web', 'a registry host before the first "/"'],
    ['a Docker Hub host that ends with a dot', 'docker.io./nginx', 'a registry host before the first "/"'],
    ['a host that ends with a dot', `${ECR}./web`, 'a registry host before the first "/"'],
    ['a host that begins with a dot', '.quay.io/web', 'a registry host before the first "/"'],
    ['a host with an empty label', 'quay..io/web', 'a registry host before the first "/"'],
    ['a label that ends with a hyphen', 'quay-.io/web', 'a registry host before the first "/"'],
    ['an address in brackets', '[::1]:5000/web', 'a registry host before the first "/"'],
    ['an address in brackets with the default port', '[::1]:443/web', 'a registry host before the first "/"'],
    ['the ID of an image', DIGEST, 'an image reference, not the ID of an image'],
    ['the bare ID of an image', 'a'.repeat(64), 'an image reference, not the ID of an image'],
    ['the shortened ID of an image', 'sha256:3f3f3f3f3f3f', 'an image reference, not the ID of an image'],
    ['an ID by another algorithm', `sha512:${'a'.repeat(128)}`, 'an image reference, not the ID of an image'],
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
    ['a path of 256 characters', `quay.io/${'a'.repeat(256)}`, 'a repository of at most 255 characters'],
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
