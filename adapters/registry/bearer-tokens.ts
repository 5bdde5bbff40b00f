import * as z from 'zod';
import { parseJsonOrUndefined } from '../../contracts/schema/parse-json-or-undefined';
import type { RegistryAnswer, RegistryFailure } from '../../verification';
import { parseChallenges } from './challenges';
import type { Reach } from './http/address-rules';
import { beforeAbort } from './http/before-abort';
import type { HttpResponse } from './http/exchange';
import type { FollowRedirects } from './http/redirects';
import { statusFailure } from './status-failure';

const TOKEN_ANSWER_LIMIT = 64 * 1024;
/** The lifetime of a token that doesn't say one. https://distribution.github.io/distribution/spec/auth/token/ */
const DEFAULT_LIFETIME_SECONDS = 60;
/** A token is dropped this long before it expires, so that none expires on its way, in milliseconds. */
const DROP_BEFORE_MS = 10_000;
const MAX_TOKENS = 200;

// Only characters of a bearer token: the value becomes a header. https://www.rfc-editor.org/rfc/rfc6750#section-2.1
const bearerSchema = z.string().regex(/^[\w.~+/-]+=*$/);
const answerSchema = z.object({
  token: bearerSchema.optional(),
  access_token: bearerSchema.optional(),
  expires_in: z.number().optional(),
});

/** A repository for which a token is requested. */
export interface TokenRequest {
  /** Origin of the registry and its repository. */
  readonly key: string;
  readonly repository: string;
  /** The registry's response with status 401. */
  readonly refusal: HttpResponse;
  readonly reachOf: (url: URL) => Reach;
  readonly signal: AbortSignal;
}

/** Anonymous tokens, kept for each repository until they expire. */
export interface BearerTokens {
  readonly kept: (key: string) => string | undefined;
  /** Requests a token as the registry's refusal says; `denied` if it offers no token. */
  readonly request: (request: TokenRequest) => Promise<RegistryAnswer<string>>;
}

interface Token {
  readonly value: string;
  readonly droppedAt: number;
}

const realmProblem = 'names no https URL as its token service';

const tokenUrl = ({ refusal, repository }: TokenRequest): RegistryAnswer<URL> => {
  const header = refusal.headers['www-authenticate'] ?? '';
  const bearer = parseChallenges(header).find(({ scheme }) => scheme === 'bearer')?.parameters;
  if (bearer === undefined) return { kind: 'denied', detail: 'status 401, and no anonymous token is offered' };
  const realm = bearer.get('realm') ?? '';
  if (!URL.canParse(realm)) return { kind: 'wrong', detail: realmProblem };
  const url = new URL(realm);
  if (url.protocol !== 'https:') return { kind: 'wrong', detail: realmProblem };
  const service = bearer.get('service');
  if (service !== undefined) url.searchParams.set('service', service);
  url.searchParams.set('scope', bearer.get('scope') ?? `repository:${repository}:pull`);
  return { kind: 'found', value: url };
};

const parseToken = (body: Buffer, now: number): Token | undefined => {
  const answer = answerSchema.safeParse(parseJsonOrUndefined(body.toString())).data;
  const value = answer?.token ?? answer?.access_token;
  if (value === undefined) return undefined;
  const lifetime = (answer?.expires_in ?? DEFAULT_LIFETIME_SECONDS) * 1_000;
  return { value, droppedAt: now + lifetime - DROP_BEFORE_MS };
};

const ofTokenService = (failure: RegistryFailure): RegistryFailure => ({
  ...failure,
  // What is absent or too large here is the token service's fault; it says nothing about the image.
  ...(failure.kind === 'absent' || failure.kind === 'too-large' ? { kind: 'wrong' } : {}),
  detail: `token service: ${failure.detail}`,
});

const tokenStore = (now: () => number) => {
  const tokens = new Map<string, Token>();
  return {
    kept: (key: string): string | undefined => {
      const token = tokens.get(key);
      return token !== undefined && token.droppedAt > now() ? token.value : undefined;
    },
    keep: (key: string, token: Token): void => {
      tokens.delete(key);
      tokens.set(key, token);
      const [oldest] = tokens.keys();
      if (tokens.size > MAX_TOKENS && oldest !== undefined) tokens.delete(oldest);
    },
  };
};

/** Requests tokens without credentials and keeps them. `now` in milliseconds since the epoch. */
export const bearerTokens = (follow: FollowRedirects, now: () => number): BearerTokens => {
  const { kept, keep } = tokenStore(now);
  const inFlight = new Map<string, Promise<RegistryAnswer<string>>>();
  const fetchToken = async (request: TokenRequest, url: URL): Promise<RegistryAnswer<string>> => {
    const { reachOf, signal, key } = request;
    const answer = await follow({ url, headers: {}, reachOf, limit: TOKEN_ANSWER_LIMIT, signal });
    if (answer.kind !== 'found') return ofTokenService(answer);
    if (answer.value.status !== 200) return ofTokenService(statusFailure(answer.value, url.host, now()));
    const token = parseToken(answer.value.body, now());
    if (token === undefined) return { kind: 'wrong', detail: `token service: ${url.host} returns no token` };
    keep(key, token);
    return { kind: 'found', value: token.value };
  };
  return {
    kept,
    request: async (request) => {
      const { key, signal } = request;
      const other = inFlight.get(key);
      const shared = other === undefined ? undefined : await beforeAbort(other, signal);
      // The other request may have had less time.
      if (shared !== undefined && shared.kind !== 'timed-out') return shared;
      const url = tokenUrl(request);
      if (url.kind !== 'found') return url;
      const own = fetchToken(request, url.value).finally(() => inFlight.get(key) === own && inFlight.delete(key));
      inFlight.set(key, own);
      return own;
    },
  };
};
