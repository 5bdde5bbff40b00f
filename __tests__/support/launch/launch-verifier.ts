import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NotationPorts, NotationSettings } from '../../../adapters/notation/notation-verifier';
import type { RunProcess } from '../../../adapters/process';

/** A directory for one test, with a root certificate in it. */
export interface VerifierPlace {
  readonly settings: NotationSettings;
  readonly remove: () => void;
}

/** Makes a new temporary directory and settings that name it. */
export const verifierPlace = (): VerifierPlace => {
  const temporary = mkdtempSync(join(tmpdir(), 'verifier-test-'));
  const rootCertificate = join(temporary, 'root.pem');
  writeFileSync(rootCertificate, 'the root');
  return {
    remove: () => rmSync(temporary, { recursive: true, force: true }),
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
