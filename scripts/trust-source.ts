import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDeployment } from '../contracts/deployment';
import { parseTrustDocument, serializeTrustDocument, toTrustDocument } from '../contracts/trust-document';
import type { AddressedTrustDocument } from '../verification';
import { UsageError } from './usage-error';

/** Which trust document is meant: a file of its own, or the one that a deployment file leads to. */
export interface TrustSource {
  readonly deployment: string | undefined;
  readonly trust: string | undefined;
}

const FOLDER = 'deployments';

const deploymentsIn = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).flatMap((file) => /^([a-z][a-z0-9-]*)\.json$/.exec(file)?.[1] ?? []) : [];

const read = (file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(`expected a readable file, found ${(error as Error).message}`, { cause: error });
  }
};

const selected = (named: string | undefined, folder: string): string => {
  const present = deploymentsIn(folder);
  if (named !== undefined && present.includes(named)) return named;
  const [only] = present;
  if (named === undefined && only !== undefined && present.length === 1) return only;
  const choice = present.length === 0 ? `none in ${folder}/` : present.join(', ');
  const found = named === undefined ? 'no --deployment, --trust or DEPLOYMENT' : JSON.stringify(named);
  throw new UsageError(`expected the name of a deployment (${choice}), found ${found}`);
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
  folder = FOLDER,
): AddressedTrustDocument => {
  if (source.trust !== undefined) return fromFile(source.trust);
  const file = join(folder, `${selected(source.deployment ?? environment['DEPLOYMENT'], folder)}.json`);
  const document = toTrustDocument(parseDeployment(read(file).toString('utf8'), file));
  return { document, sha256: serializeTrustDocument(document).sha256 };
};
