import fc from 'fast-check';
import {
  formatImageReference,
  formatRepository,
  formatRepositoryPattern,
  matchesPattern,
  parseImageReference,
  parseRepositoryPattern,
  repositoryIdentity,
  type ImageReference,
} from '../../verification';
import { digestOf, ECR } from '../support/domain/domain';

const DIGEST = digestOf('a');
const segment = fc.stringMatching(/^[a-z0-9]{1,4}(?:[._-][a-z0-9]{1,3})?$/);
const registry = fc.oneof(
  fc.constantFrom(ECR, 'docker.io', 'index.docker.io', 'localhost', 'localhost:5000', 'QUAY.io', 'docker.io:443'),
  fc.stringMatching(/^[a-zA-Z0-9]{1,5}\.[a-zA-Z0-9]{1,5}(?::0{0,2}[1-9][0-9]{0,3})?$/),
);
const repository = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,12}$/);
const digest = fc.stringMatching(/^[0-9a-f]{64}$/).map((hex) => `sha256:${hex}`);

const wellFormed = fc
  .record({
    registry: fc.option(registry),
    repository,
    tag: fc.option(tag),
    digest: fc.option(digest),
  })
  .map(
    (parts) =>
      `${parts.registry === null ? '' : `${parts.registry}/`}${parts.repository}` +
      `${parts.tag === null ? '' : `:${parts.tag}`}${parts.digest === null ? '' : `@${parts.digest}`}`,
  );

// Fragments that parsers often get wrong, in random order; many of the resulting texts are nearly references.
const PIECES = [
  '-',
  '--',
  '--plain-http',
  '-u',
  '=',
  '@',
  DIGEST,
  ':',
  '/',
  '//',
  '.',
  '..',
  '*',
  ' ',
  '\n',
  '\r',
  '\t',
];
const MORE_PIECES = [
  'a',
  'A',
  'web',
  '_',
  '__',
  'quay.io',
  'localhost',
  '5000',
  ECR,
  '\u0000',
  '\u00a0',
  '\u2028',
  'é',
];
const hostile = fc.oneof(
  fc.array(fc.constantFrom(...PIECES, ...MORE_PIECES), { maxLength: 8 }).map((pieces) => pieces.join('')),
  fc.tuple(fc.constantFrom(...PIECES), wellFormed, fc.constantFrom('', ...PIECES)).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
  wellFormed,
);

const parsed = (text: string): ImageReference | undefined => {
  try {
    return parseImageReference(text);
  } catch {
    // image-reference.test.ts lists which texts are refused, and why.
    return undefined;
  }
};

// Hosts as they are formatted, each with all hosts that name the same registry.
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  'docker.io': ['index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com', 'registry.ipv6.docker.com'],
  'public.ecr.aws': ['ecr-public.aws.com'],
};
const canonical = fc.oneof(
  fc.constantFrom(...Object.keys(ALIASES), ECR, 'quay.io', '127.0.0.1'),
  fc.stringMatching(/^[a-z0-9]{1,5}\.[a-z]{2,5}$/),
);
const port = fc.constantFrom('', ':443', ':0443', ':00443');
const withRandomCase = (text: string, upper: readonly boolean[]): string =>
  text.replace(/./g, (each, index: number) => (upper[index % upper.length] === true ? each.toUpperCase() : each));
/** A host, and another spelling of it. */
const spelling = fc
  .tuple(canonical, fc.nat(), port, fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }))
  .map(([host, which, suffix, upper]) => {
    const hosts = [host, ...(ALIASES[host] ?? [])];
    return { host, spelled: `${withRandomCase(hosts[which % hosts.length] ?? host, upper)}${suffix}` };
  });
const identityOf = (text: string) => repositoryIdentity(parseImageReference(text));

describe('parseImageReference for any spelling of a registry', () => {
  it('gives every spelling of one registry one identity', () => {
    fc.assert(
      fc.property(spelling, repository, ({ host, spelled }, path) => {
        expect(identityOf(`${spelled}/${path}`)).toEqual(identityOf(`${host}/${path}`));
      }),
    );
  });

  it('gives other ports and other hosts other identities', () => {
    fc.assert(
      fc.property(spelling, repository, fc.constantFrom(':80', ':444', ':4430'), ({ host }, path, other) => {
        const formatted = [`${host}/${path}`, `${host}${other}/${path}`, `${host}.example.com/${path}`].map((text) =>
          formatRepository(identityOf(text)),
        );
        expect(new Set(formatted).size).toBe(3);
      }),
    );
  });

  it('gives patterns and references the same registry', () => {
    fc.assert(
      fc.property(spelling, repository, ({ host, spelled }, path) => {
        const pattern = parseRepositoryPattern(`${spelled}/org/${path}`);
        if (!pattern.ok) throw new Error(`expected a pattern, found ${pattern.expected}`);
        expect(matchesPattern(pattern.pattern, identityOf(`${host}/org/${path}`))).toBe(true);
        expect(formatRepositoryPattern(pattern.pattern)).toBe(formatRepository(identityOf(`${host}/org/${path}`)));
      }),
    );
  });
});

describe('parseImageReference for any text', () => {
  it('parses every text that follows the grammar', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        expect(parsed(text)?.repository).toMatch(/^[a-z0-9._/-]+$/);
      }),
    );
  });

  it('parses a formatted reference to the same parts', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const reference = parsed(text);
        if (reference !== undefined) expect(parsed(formatImageReference(reference))).toEqual(reference);
      }),
      { numRuns: 500, examples: [['A/5000'], ['A:443/5000'], ['A:0444/5000']] },
    );
  });

  it('never yields a name that is an option or more than one word', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const reference = parsed(text);
        if (reference === undefined) return;
        const names = [
          `${reference.registry}/${reference.repository}`,
          formatRepository(repositoryIdentity(reference)),
        ];
        for (const name of names) expect(`${name}@${DIGEST}`).toMatch(/^[a-z0-9][a-z0-9.:_/-]*@sha256:[0-9a-f]{64}$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('never yields a tag that is an option or contains white space', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(parsed(text)?.tag ?? 'none').toMatch(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/);
      }),
      { numRuns: 500 },
    );
  });
});
