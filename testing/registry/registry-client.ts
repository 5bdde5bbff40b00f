import { Agent } from 'node:http';
import { forwardRequest } from '../http/forward-request';
import type { HttpRequest, HttpResponse } from '../http/http-message';

/** A request to the local registry. */
export type RegistryRequest = Omit<HttpRequest, 'host'>;

/** A client of the local registry, which uses plain HTTP. */
export interface RegistryClient {
  send(request: RegistryRequest): Promise<HttpResponse>;
  close(): void;
}

// The host and the credentials are the gateway's, not the local registry's.
const withoutGateway = (headers: HttpRequest['headers']): HttpRequest['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'host' && name !== 'authorization'));

/** A client of the registry on that loopback port; it reuses connections. */
export const createRegistryClient = (port: number): RegistryClient => {
  const agent = new Agent({ keepAlive: true });
  return {
    send: (request) => {
      const headers = { ...withoutGateway(request.headers), 'x-forwarded-proto': 'https' };
      return forwardRequest({ ...request, headers }, { port, agent });
    },
    close: () => agent.destroy(),
  };
};
