import type { RegistryAnswer } from '../../../verification';
import type { Reach } from './address-rules';
import type { Exchange, HttpGet, HttpResponse } from './exchange';

const REDIRECTS = [301, 302, 303, 307, 308];
const MAX_REDIRECTS = 3;

/** A GET that follows redirects; `reachOf` decides what a redirect's target may reach. */
export interface FollowedGet extends Omit<HttpGet, 'reach'> {
  readonly reachOf: (url: URL) => Reach;
  /** Sent with the first request only: no redirect gets it, not even one to the same host. */
  readonly authorization?: string;
}

/** Sends a GET and follows at most three redirects, to https only. */
export type FollowRedirects = (get: FollowedGet) => Promise<RegistryAnswer<HttpResponse>>;

const targetOf = ({ status, headers }: HttpResponse, from: URL): URL | 'none' | 'unreadable' => {
  if (!REDIRECTS.includes(status)) return 'none';
  const { location } = headers;
  return location !== undefined && URL.canParse(location, from.href) ? new URL(location, from) : 'unreadable';
};

/** Follows redirects without credentials: a registry's redirect leads to storage with an address of its own. */
export const redirects =
  (send: Exchange): FollowRedirects =>
  async ({ reachOf, authorization, ...get }) => {
    const { host } = get.url;
    let url = get.url;
    for (let followed = 0; followed <= MAX_REDIRECTS; followed += 1) {
      const first = followed === 0;
      const headers = first && authorization !== undefined ? { ...get.headers, authorization } : get.headers;
      // Plain HTTP is for the registry that was named, never for a redirect.
      if (!first && url.protocol !== 'https:') return { kind: 'wrong', detail: `${host} redirects to ${url.protocol}` };
      const answer = await send({ ...get, url, reach: reachOf(url), headers });
      if (answer.kind !== 'found') return first ? answer : { ...answer, detail: `${host} redirects: ${answer.detail}` };
      const target = targetOf(answer.value, url);
      if (target === 'none') return answer;
      if (target === 'unreadable') return { kind: 'wrong', detail: `${host} redirects to no URL` };
      url = target;
    }
    return { kind: 'wrong', detail: `${host} redirects more than ${MAX_REDIRECTS} times` };
  };
