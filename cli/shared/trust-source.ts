import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  parseTrustDocument,
  serializeTrustDocument,
  toTrustDocument,
} from '../../contracts/trust-document/trust-document';
import type { AddressedTrustDocument } from '../../verification';
import { DEPLOYMENTS_FOLDER, readDeployment } from './read-deployment';
import { UsageError } from './usage-error';

/** Which trust document is meant: a file of its own, or the one that a deployment file leads to. */
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
  return parseTrustDocument(bytes, `trust/${createHash('sha256').update(bytes).digest('hex')}.json`);
};

/**
 * Reads the trust document that a command is to judge by; `named` counts before the variable DEPLOYMENT.
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
