/** What differs between runs and must be the same in all recordings. */
export interface RunDetails {
  /** The environment's directory. */
  readonly directory: string;
  /** The image's digest, which is kept because it depends only on the image's content. */
  readonly digest: string;
}

const REPLACED: readonly (readonly [RegExp, string])[] = [
  [/127\.0\.0\.1:\d+/g, '127.0.0.1:8080'],
  [/(signing-profiles(?:\/|%2F)\w+(?:\/|%2F))[0-9a-z]{10}\b/g, '$10123456789'],
  [/(signing-jobs(?:\/|%2F))[0-9a-f-]{36}/g, '$100000000-0000-4000-8000-000000000000'],
  [/(certificateHashes=)[0-9a-f]+/g, '$100'],
  [/(signatureTimestamp=)[\dTZ%A-]+/g, '$12026-01-01T00%3A00%3A00Z'],
  [/"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} \+0000"/g, '"Thu, 01 Jan 2026 00:00:00 +0000"'],
  // The sizes of certificates and signatures vary by a few bytes.
  [/content size of \d+/g, 'content size of 1100'],
  [/(?<=[{ ,(])0x[0-9a-f]+/g, '0x0'],
  [/goroutine \d+/g, 'goroutine 1'],
];

/**
 * Makes the output of different runs comparable: replaces random and machine-specific parts by constants, and
 * numbers the digests of signatures in order of appearance.
 */
export const toStableText = (run: RunDetails): ((text: string) => string) => {
  const numbers = new Map<string, string>();
  const numbered = (digest: string): string => {
    if (`sha256:${digest}` === run.digest) return digest;
    const known = numbers.get(digest) ?? String(numbers.size + 1).padStart(64, '0');
    numbers.set(digest, known);
    return known;
  };
  return (text) =>
    REPLACED.reduce(
      (replaced, [pattern, constant]) => replaced.replaceAll(pattern, constant),
      text.replaceAll(run.directory, '/environment'),
    ).replaceAll(/(?<=sha256(?::|%3A))[0-9a-f]{64}/g, numbered);
};
