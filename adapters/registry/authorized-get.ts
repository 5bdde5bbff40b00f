import {
  formatRegistry,
  registryIdentity,
  type EcrRegistry,
  type RegistryAnswer,
  type RegistryScope,
} from '../../verification';
import type { RegistryLogin } from '../notation/child-environment';
import type { BearerTokens } from './bearer-tokens';
import { beforeAbort } from './http/before-abort';
import type { HttpResponse } from './http/exchange';
import type { FollowRedirects } from './http/redirects';
import type { RegistryHost } from './registry-host';

/** Returns the login for an ECR registry; a failure is an answer. */
export type EcrLogin = (registry: EcrRegistry) => Promise<RegistryAnswer<RegistryLogin>>;

/** A GET from the registry of a scope. */
export interface RegistryGet {
  readonly scope: RegistryScope;
  readonly host: RegistryHost;
  readonly url: URL;
  readonly accept: string;
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** Sends a GET with the authorization that its registry needs. */
export type AuthorizedGet = (get: RegistryGet) => Promise<RegistryAnswer<HttpResponse>>;

/** What authorization depends on. */
export interface AuthorizationPorts {
  readonly follow: FollowRedirects;
  readonly tokens: BearerTokens;
  readonly ecrLogin: EcrLogin;
}

const toBasic = ({ username, password }: RegistryLogin): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** Authorizes requests: Basic with a login for ECR, an anonymous bearer token elsewhere. */
export const authorizedGet = ({ follow, tokens, ecrLogin }: AuthorizationPorts): AuthorizedGet => {
  const send = ({ host, url, accept, limit, signal }: RegistryGet, authorization?: string) => {
    const optional = authorization === undefined ? {} : { authorization };
    return follow({ url, headers: { accept }, reachOf: host.reachOf, limit, signal, ...optional });
  };
  const getFromEcr = async (get: RegistryGet, registry: EcrRegistry): Promise<RegistryAnswer<HttpResponse>> => {
    // The credentials are for this registry; the scope's host must name no other.
    const named = registryIdentity(get.scope.repository.registry);
    if (named.kind !== 'ecr' || formatRegistry(named) !== formatRegistry(registry))
      return { kind: 'denied', detail: `expected the host of ${formatRegistry(registry)}` };
    const login = await beforeAbort(ecrLogin(registry), get.signal);
    if (login === undefined) return { kind: 'timed-out', detail: 'no login in time' };
    // Whatever a 401 offers, the login goes nowhere else.
    return login.kind === 'found' ? send(get, toBasic(login.value)) : login;
  };
  const getAnonymously = async (get: RegistryGet): Promise<RegistryAnswer<HttpResponse>> => {
    const { scope, host, signal } = get;
    const { repository } = scope.repository;
    const key = `${host.origin}/${repository}`;
    const kept = tokens.kept(key);
    const first = await send(get, kept === undefined ? undefined : `Bearer ${kept}`);
    if (first.kind !== 'found' || first.value.status !== 401) return first;
    const token = await tokens.request({ key, repository, refusal: first.value, reachOf: host.reachOf, signal });
    return token.kind === 'found' ? send(get, `Bearer ${token.value}`) : token;
  };
  return (get) => {
    const { access } = get.scope;
    return access.kind === 'ecr' ? getFromEcr(get, access.registry) : getAnonymously(get);
  };
};
