import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NotationPorts, NotationSettings } from '../../../adapters/notation/notation-verifier';
import type { RunProcess } from '../../../adapters/process';
import { createTemporaryDirectory } from '../../../testing/process/temporary-directory';

/** A verifier's settings, with a temporary directory that contains the root certificate. */
export interface VerifierDirectory {
  readonly settings: NotationSettings;
  readonly remove: () => void;
}

/** Creates a temporary directory with a root certificate, and settings that name both. */
export const createVerifierDirectory = (): VerifierDirectory => {
  const { path: temporary, remove } = createTemporaryDirectory('verifier-settings');
  const rootCertificate = join(temporary, 'root.pem');
  writeFileSync(rootCertificate, 'the root');
  return {
    remove,
    settings: {
      notation: '/opt/notation',
      plugins: '/opt/plugins',
      rootCertificate,
      temporary,
      partition: 'aws',
      region: 'eu-west-1',
      deadlineMs: 10_000,
      statement: 'image-trust-1f0c',
    },
  };
};

/** Ports of a verifier that has keys and a login. */
export const verifierPorts = (run: RunProcess, overrides: Partial<NotationPorts> = {}): NotationPorts => ({
  run,
  environment: {},
  keys: async () => ({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example-secret' }),
  loginFor: async () => ({ kind: 'login', login: { username: 'AWS', password: 'example-token' } }),
  limit: (job) => job(),
  onRun: () => undefined,
  ...overrides,
});
