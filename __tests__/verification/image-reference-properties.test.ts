import fc from 'fast-check';
import {
  formatImageReference,
  formatRepository,
  parseImageReference,
  repositoryIdentity,
  type ImageReference,
} from '../../verification';
import { digestOf, ECR } from '../support/domain/domain';

const DIGEST = digestOf('a');
const segment = fc.stringMatching(/^[a-z0-9]{1,4}(?:[._-][a-z0-9]{1,3})?$/);
const registry = fc.oneof(
  fc.constantFrom(ECR, 'docker.io', 'index.docker.io', 'localhost', 'localhost:5000', 'QUAY.io'),
  fc.stringMatching(/^[a-zA-Z0-9]{1,5}\.[a-zA-Z0-9]{1,5}(?::[0-9]{1,5})?$/),
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
      { numRuns: 500, examples: [['A/5000']] },
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
