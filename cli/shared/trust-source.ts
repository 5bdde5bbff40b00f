import { readFileSync } from 'node:fs';
import {
  parseTrustDocument,
  serializeTrustDocument,
  toTrustDocument,
} from '../../contracts/trust-document/trust-document';
import { sha256 } from '../../contracts/schema/sha256';
import type { AddressedTrustDocument } from '../../verification';
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
    throw new UsageError(`expected a readable file, found ${(error as Error).message}`, { cause: error });
  }
};

const fromFile = (file: string): AddressedTrustDocument => {
  const bytes = read(file);
  return parseTrustDocument(bytes, `trust/${sha256(bytes)}.json`);
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
  const document = toTrustDocument(readDeployment(source.deployment, environment, folder));
  return { document, sha256: serializeTrustDocument(document).sha256 };
};
