import { type HandleRequest, type HttpRequest, type HttpResponse, registryError } from '../http/http-message';
import type { RegistryStore } from '../registry/registry-store';
import type { SignerLedger } from '../signer/signer-ledger';
import { createSignerService } from '../signer/signer-service';
import { toDestination } from './destination';
import { refuseAsEcr } from './ecr-authentication';
import { handleRegistryRequest } from './handle-registry-request';
import type { WebhookReceiver } from './webhook-receiver';

/** What the emulated hosts have in common. */
export interface EmulatedHosts {
  readonly store: RegistryStore;
  readonly ledger: SignerLedger;
  /** Passwords that ECR has issued. */
  readonly ecrPasswords: ReadonlySet<string>;
  /** Hosts of registries that can be read without credentials. */
  readonly publicRegistries: readonly string[];
  readonly webhook: Pick<WebhookReceiver, 'host' | 'handle'>;
}

/** An unknown host demands a password: a careless client would send it the one for ECR. */
const demandCredentials = ({ host }: HttpRequest): HttpResponse => {
  const headers = { 'www-authenticate': `Basic realm="https://${host}/"` };
  return registryError(401, { code: 'UNAUTHORIZED', message: 'authentication required' }, headers);
};

/** Responds to each request as the host that it was sent to. */
export const createEmulatedHosts =
  ({ store, ledger, ecrPasswords, publicRegistries, webhook }: EmulatedHosts): HandleRequest =>
  async (request) => {
    if (request.host === webhook.host) return webhook.handle(request);
    const destination = toDestination(request.host, publicRegistries);
    switch (destination.kind) {
      case 'ecr':
        return refuseAsEcr(request, ecrPasswords) ?? handleRegistryRequest(store, destination.namespace, request);
      case 'public':
        return handleRegistryRequest(store, destination.namespace, request);
      case 'signer':
        return createSignerService(ledger, destination.region)(request);
      case 'unknown':
        return demandCredentials(request);
    }
  };
