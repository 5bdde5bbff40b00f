import fc from 'fast-check';
import { outputOf, recordings } from './notation-fixtures';

// Parsers disagree on which of these end a line.
const SEPARATORS = ['\n', '\r\n', '\r', '\u2028', '\u2029', '\u0085', '\v', '\0', ' '];

const CAUSE = /failed verification with error: (.*)$/;

const stderrLines = recordings.flatMap((recording) =>
  recording.result.kind === 'not-started' ? [] : outputOf(recording).stderr.split('\n'),
);

/** The causes and error lines of all recordings, which an attacker would imitate. */
const causes = [...new Set(stderrLines.flatMap((line) => CAUSE.exec(line)?.[1] ?? []))];
const errorLines = [...new Set(stderrLines.filter((line) => line.startsWith('Error: ')))];

const digest = fc.string({ unit: fc.constantFrom('0', '7', 'a', 'f'), minLength: 64, maxLength: 64 });
const causeLine = fc
  .tuple(digest, fc.constantFrom(...causes))
  .map(([hex, cause]) => `level=warning msg=Signature sha256:${hex} failed verification with error: ${cause}`);
const guessedPolicyLine = fc
  .constantFrom('image-trust', 'image-trust-00000000-0000-4000-8000-000000000000', 'test', '')
  .map((name) => `level=info msg=Trust policy configuration: &{Name:${name} RegistryScopes:[*]`);

/** A line that an attacker might forge; `reference` is the image's. */
const hostileLine = (reference: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: causeLine },
    { weight: 2, arbitrary: fc.constantFrom(...errorLines) },
    { weight: 1, arbitrary: guessedPolicyLine },
    { weight: 1, arbitrary: fc.constant(`Successfully verified signature for ${reference}`) },
    { weight: 1, arbitrary: fc.constant(`Error: ${reference}: not found`) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  );

/**
 * Any text, mostly well-formed lines with all kinds of separators; never the name of the policy's statement,
 * which attackers can't guess.
 */
export const hostileText = (reference: string, statement: string): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.oneof(fc.constant('a'), hostileLine(reference)), fc.constantFrom(...SEPARATORS)), {
      minLength: 1,
      maxLength: 6,
    })
    .map((parts) => parts.flat().join(''))
    .filter((text) => !text.includes(statement));

/** The text as Go's %q formats it, without the surrounding quotes. */
export const quoted = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[\u007f-\u00a0\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
