import { readFileSync } from 'node:fs';
import {
  parseTrustDocument,
  addressTrustDocument,
  toTrustDocument,
} from '../../contracts/trust-document/trust-document';
import { InvalidInputError } from '../../contracts/schema/invalid-input';
import {
  TrustDocumentRefusal,
  type TrustDocumentRefusalCode,
} from '../../contracts/trust-document/trust-document-refusal';
import { sha256 } from '../../contracts/schema/sha256';
import { messageOf, type AddressedTrustDocument } from '../../verification';
import { DEPLOYMENTS_FOLDER, readDeployment } from './read-deployment';
import { UsageError } from './usage-error';

/** Where a trust document comes from: a file of its own, or a deployment file. */
export interface TrustSource {
  readonly deployment: string | undefined;
  readonly trust: string | undefined;
}

const read = (file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(`--trust ${file}: expected a readable file, found ${(error as Error).message}`, {
      cause: error,
    });
  }
};

const NO_TRUST_DOCUMENT: Readonly<Record<TrustDocumentRefusalCode, string>> = {
  malformed: 'a trust document (trust/<sha256>.json in the trust bucket)',
  'unknown-version': 'a trust document of version 1, 2 or 3',
  'hash-mismatch': 'a trust document with its own hash',
};

const foundIn = ({ code, cause }: TrustDocumentRefusal): string => {
  if (code === 'unknown-version') return 'another version, or none';
  return cause === undefined ? 'JSON of another kind' : `text that is no JSON (${messageOf(cause)})`;
};

/** A file that is no trust document is a usage error about the file that the person named. */
const refusedFile = (file: string, refusal: TrustDocumentRefusal): Error => {
  const { code, cause } = refusal;
  if (cause instanceof InvalidInputError) return new InvalidInputError(`--trust ${file}`, cause.problems);
  const message = `--trust: expected ${NO_TRUST_DOCUMENT[code]} in ${file}, found ${foundIn(refusal)}`;
  return new UsageError(message, { cause: refusal });
};

const fromFile = (file: string): AddressedTrustDocument => {
  const bytes = read(file);
  try {
    return parseTrustDocument(bytes, `trust/${sha256(bytes)}.json`);
  } catch (error) {
    if (error instanceof TrustDocumentRefusal) throw refusedFile(file, error);
    // The parser recurses: no trust document is nested that deep.
    if (error instanceof RangeError)
      throw new UsageError(
        `--trust: expected ${NO_TRUST_DOCUMENT.malformed} in ${file}, found JSON that is nested too deep`,
        { cause: error },
      );
    throw error;
  }
};

/**
 * Reads the trust document that a command verifies by; the option wins over the variable DEPLOYMENT.
 * @throws UsageError or InvalidInputError that says what was expected and what was found.
 */
export const readTrust = (
  source: TrustSource,
  environment: NodeJS.ProcessEnv,
  folder = DEPLOYMENTS_FOLDER,
): AddressedTrustDocument => {
  if (source.trust !== undefined) return fromFile(source.trust);
  return addressTrustDocument(toTrustDocument(readDeployment(source.deployment, environment, folder)));
};
