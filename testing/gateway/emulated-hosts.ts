import type { RegistryStore } from '../registry/registry-store';
import type { SignerLedger } from '../signer/signer-ledger';
import { createSignerService } from '../signer/signer-service';
import { toDestination } from './destination';
import { refuseAsEcr } from './ecr-authentication';
import { type AnswerRequest, type HttpAnswer, type HttpRequest, registryError } from './http-message';
import { answerRegistry } from './registry-front';

/** What stands behind the hosts of the offline world. */
export interface WorldHosts {
  readonly store: RegistryStore;
  readonly ledger: SignerLedger;
  /** Passwords that ECR issued. */
  readonly ecrPasswords: ReadonlySet<string>;
  /** Hosts of registries that anyone may read. */
  readonly publicRegistries: readonly string[];
}

/** A stranger asks for a password: a careless client would hand over the one it has. */
const askForCredentials = ({ host }: HttpRequest): HttpAnswer => {
  const headers = { 'www-authenticate': `Basic realm="https://${host}/"` };
  return registryError(401, { code: 'UNAUTHORIZED', message: 'authentication required' }, headers);
};

/** Answers each request as the host that it was sent to would. */
export const createWorldHosts =
  ({ store, ledger, ecrPasswords, publicRegistries }: WorldHosts): AnswerRequest =>
  async (request) => {
    const destination = toDestination(request.host, publicRegistries);
    switch (destination.kind) {
      case 'ecr':
        return refuseAsEcr(request, ecrPasswords) ?? answerRegistry(store, destination.namespace, request);
      case 'public':
        return answerRegistry(store, destination.namespace, request);
      case 'signer':
        return createSignerService(ledger, destination.region)(request);
      case 'stranger':
        return askForCredentials(request);
    }
  };
