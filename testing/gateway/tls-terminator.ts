import type { Duplex } from 'node:stream';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { type Credential, toCertificatePem, toPrivateKeyPem } from '../certificates/credential';
import { issueHostCertificate } from '../certificates/tls-authority';

/** Terminates TLS on a proxied connection, with a certificate for that host. */
export type SecureAs = (socket: Duplex, host: string) => Promise<TLSSocket>;

const createContext = async (authority: Credential, host: string): Promise<SecureContext> => {
  const credential = await issueHostCertificate(authority, host);
  return createSecureContext({ key: toPrivateKeyPem(credential), cert: toCertificatePem(credential) });
};

/** Terminates TLS for any host; the authority issues each host's certificate when it is first needed. */
export const createTlsTerminator = (authority: Credential): SecureAs => {
  const contexts = new Map<string, Promise<SecureContext>>();
  const contextFor = (host: string): Promise<SecureContext> => {
    const context = contexts.get(host) ?? createContext(authority, host);
    contexts.set(host, context);
    return context;
  };
  return async (socket, host) =>
    new TLSSocket(socket, { isServer: true, secureContext: await contextFor(host), ALPNProtocols: ['http/1.1'] });
};
