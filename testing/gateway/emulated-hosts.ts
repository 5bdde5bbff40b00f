import type { RegistryStore } from '../registry/registry-store';
import type { SignerLedger } from '../signer/signer-ledger';
import { createSignerService } from '../signer/signer-service';
import { toDestination } from './destination';
import { refuseAsEcr } from './ecr-authentication';
import { type HandleRequest, type HttpResponse, type HttpRequest, registryError } from '../http/http-message';
import { handleRegistryRequest } from './handle-registry-request';

/** What stands behind the hosts of the offline world. */
export interface EmulatedHosts {
  readonly store: RegistryStore;
  readonly ledger: SignerLedger;
  /** Passwords that ECR issued. */
  readonly ecrPasswords: ReadonlySet<string>;
  /** Hosts of registries that anyone may read. */
  readonly publicRegistries: readonly string[];
}

/** A stranger asks for a password: a careless client would hand over the one it has. */
const askForCredentials = ({ host }: HttpRequest): HttpResponse => {
  const headers = { 'www-authenticate': `Basic realm="https://${host}/"` };
  return registryError(401, { code: 'UNAUTHORIZED', message: 'authentication required' }, headers);
};

/** Answers each request as the host that it was sent to would. */
export const createEmulatedHosts =
  ({ store, ledger, ecrPasswords, publicRegistries }: EmulatedHosts): HandleRequest =>
  async (request) => {
    const destination = toDestination(request.host, publicRegistries);
    switch (destination.kind) {
      case 'ecr':
        return refuseAsEcr(request, ecrPasswords) ?? handleRegistryRequest(store, destination.namespace, request);
      case 'public':
        return handleRegistryRequest(store, destination.namespace, request);
      case 'signer':
        return createSignerService(ledger, destination.region)(request);
      case 'stranger':
        return askForCredentials(request);
    }
  };
