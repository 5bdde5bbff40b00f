import {
  IMAGE_FETCH_MS,
  type RegistryAnswer,
  type RegistryFailure,
  type RegistryScope,
  type RemainingTime,
} from '../../verification';
import type { AuthorizedGet } from './authorized-get';
import type { HttpResponse } from './http/exchange';
import { registryHost, type LoopbackRegistries } from './registry-host';
import { statusFailure } from './status-failure';

/** What readers share. */
export interface ReaderPorts {
  readonly get: AuthorizedGet;
  readonly loopback: LoopbackRegistries;
  readonly now: () => number;
}

/** One read from one repository; all of its requests end together when the remaining time does. */
export interface RepositoryReader {
  /** The URL of a path below the repository. */
  readonly url: (path: string) => URL;
  readonly get: (
    url: URL,
    bounds: { readonly accept: string; readonly limit: number },
  ) => Promise<RegistryAnswer<HttpResponse>>;
  readonly statusFailure: (response: HttpResponse) => RegistryFailure;
  /** Puts what was read before a failure's detail. */
  readonly describe: (failure: RegistryFailure) => RegistryFailure;
}

/** What is read: for details. */
export interface ReadSubject {
  readonly scope: RegistryScope;
  readonly what: string;
  readonly remaining: RemainingTime;
}

const signalFor = (remaining: RemainingTime): AbortSignal => {
  const time = Math.floor(Math.min(remaining(), IMAGE_FETCH_MS));
  return time > 0 ? AbortSignal.timeout(time) : AbortSignal.abort();
};

/** Reads from the repository of a scope; the time runs from now on. */
export const readFrom = async <T>(
  { get, loopback, now }: ReaderPorts,
  { scope, what, remaining }: ReadSubject,
  read: (reader: RepositoryReader) => Promise<RegistryAnswer<T>>,
): Promise<RegistryAnswer<T>> => {
  const { registry, repository } = scope.repository;
  const subject = `${what} of ${registry}/${repository}`;
  const describe = (failure: RegistryFailure): RegistryFailure => ({
    ...failure,
    detail: `${subject}: ${failure.detail}`,
  });
  const host = registryHost(scope, loopback);
  if (!URL.canParse(host.origin)) return describe({ kind: 'wrong', detail: 'the registry is no host' });
  const signal = signalFor(remaining);
  return read({
    url: (path) => new URL(`${host.origin}/v2/${repository}/${path}`),
    get: async (url, { accept, limit }) => {
      const answer = await get({ scope, host, url, accept, limit, signal });
      return answer.kind === 'found' ? answer : describe(answer);
    },
    statusFailure: (response) => statusFailure(response, subject, now()),
    describe,
  });
};
