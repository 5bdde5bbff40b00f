import { readComposeFile } from '../../../../../cli/commands/verify/sources/compose-file';

const read = (text: string, variables = {}) => readComposeFile(text, 'compose.yaml', variables);

describe('readComposeFile', () => {
  it('reads the image of each service, with anchors, merge keys and variables', () => {
    const text = [
      'x-base: &base',
      '  image: quay.io/a/base:${TAG}',
      'services:',
      '  web: { <<: *base, build: . }',
      '  "d.b":',
      '    image: postgres:17',
      '    profiles: [debug]',
    ].join('\n');
    expect(read(text, { TAG: '1' }).subjects).toEqual([
      {
        container: { name: 'web', image: 'quay.io/a/base:1', imageDigest: null },
        source: 'compose.yaml: services.web',
        file: 'compose.yaml',
        isRunning: false,
      },
      {
        container: { name: 'd.b', image: 'postgres:17', imageDigest: null },
        source: 'compose.yaml: services["d.b"]',
        file: 'compose.yaml',
        isRunning: false,
      },
    ]);
  });

  it('says which service is only built', () => {
    expect(read('services: { web: { build: . } }')).toEqual({
      subjects: [],
      withoutImage: [
        {
          source: 'compose.yaml: services.web',
          file: 'compose.yaml',
          reason: 'no image: it is built, and names no image',
        },
      ],
    });
  });

  it('names every problem at once, with its place', () => {
    const text = [
      'include: [other.yaml]',
      'services:',
      '  a: { image: "web:${TAG}" }',
      '  b: { image: "A B" }',
      '  c: { image: [x] }',
      '  d: {}',
      '  e: { extends: { file: x.yaml } }',
      '  f: web',
    ].join('\n');
    expect(() => read(text.replace(/^include.*\n/, ''))).toThrow(
      [
        'compose.yaml: 6 problems',
        '  services.a.image: expected a value of the variable TAG in the environment, found "web:${TAG}"',
        '  services.b.image: expected a repository of lower-case path segments, found "A B"',
        '  services.c.image: expected an image reference, found a list',
        '  services.d.image: expected image or build, found nothing',
        '  services.e.image: expected no reference to other files (give what docker compose config prints), found nothing',
        '  services.f: expected an object, found "web"',
      ].join('\n'),
    );
    expect(() => read(text)).toThrow('  include: expected no reference to other files');
  });

  it.each([
    ['alone', '${TOKEN}'],
    ['in the tag', 'quay.io/a/web:${TOKEN}'],
    ['as a default', '${NONE:-$TOKEN}'],
  ])('does not show the value of a variable that makes no image reference: %s', (_where, image) => {
    const reading = (): unknown => read(JSON.stringify({ services: { web: { image } } }), { TOKEN: 'SECRET/+=' });
    expect(reading).toThrow(`found ${JSON.stringify(image)}`);
    expect(reading).not.toThrow('SECRET');
  });

  it.each([
    ['a list', '[]', '(whole): expected an object with services, found a list'],
    ['nothing', '', '(whole): expected an object with services, found nothing'],
    ['no services', 'name: x', 'services: expected an object with a field for each service, found nothing'],
    ['broken YAML', 'a: [\nb', 'expected YAML, found'],
    ['a key twice', 'services: {}\nservices: {}', 'line 2, column 1: expected YAML, found "duplicated mapping key"'],
    [
      'several documents',
      'a: 1\n---\nb: 2',
      '(whole): expected YAML, found "expected a single document in the stream, but found more"',
    ],
    ['values that are nested too deeply', '['.repeat(100_000), 'expected YAML, found'],
    ['a value without end', 'services: &a { web: { image: *a } }', 'expected an image reference, found an object'],
  ])('refuses %s', (_what, text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
