/** What is different in each world, and has to be the same in each recording. */
export interface Passing {
  /** The world's own directory. */
  readonly directory: string;
  /** Stays as it is: the image's digest follows from its content. */
  readonly digest: string;
}

const REPLACED: readonly (readonly [RegExp, string])[] = [
  [/127\.0\.0\.1:\d+/g, '127.0.0.1:8080'],
  [/(signing-profiles(?:\/|%2F)\w+(?:\/|%2F))[0-9a-z]{10}\b/g, '$10123456789'],
  [/(signing-jobs(?:\/|%2F))[0-9a-f-]{36}/g, '$100000000-0000-4000-8000-000000000000'],
  [/(certificateHashes=)[0-9a-f]+/g, '$100'],
  [/(signatureTimestamp=)[\dTZ%A-]+/g, '$12026-01-01T00%3A00%3A00Z'],
  [/"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} \+0000"/g, '"Thu, 01 Jan 2026 00:00:00 +0000"'],
  // Certificates and signatures are some bytes longer or shorter each time.
  [/content size of \d+/g, 'content size of 1100'],
  [/(?<=[{ ,(])0x[0-9a-f]+/g, '0x0'],
  [/goroutine \d+/g, 'goroutine 1'],
];

/**
 * Makes one run's output like another's: what is random or belongs to this machine gets a constant in its place, digests of
 * signatures get numbers in the order of their appearance.
 */
export const toStableText = (passing: Passing): ((text: string) => string) => {
  const numbers = new Map<string, string>();
  const numbered = (digest: string): string => {
    if (`sha256:${digest}` === passing.digest) return digest;
    const known = numbers.get(digest) ?? String(numbers.size + 1).padStart(64, '0');
    numbers.set(digest, known);
    return known;
  };
  return (text) =>
    REPLACED.reduce(
      (replaced, [pattern, constant]) => replaced.replaceAll(pattern, constant),
      text.replaceAll(passing.directory, '/world'),
    ).replaceAll(/(?<=sha256(?::|%3A))[0-9a-f]{64}/g, numbered);
};
