// RFC 8288: <URL>; rel="next", several separated by commas.
const LINK = /<([^<>]*)>((?:\s*;\s*[^;,<>]*)*)/g;
const NEXT = /;\s*rel\s*=\s*"?next"?\s*(?:;|$)/i;

/**
 * The page that a `Link` header calls next: `undefined` if there is none, `'elsewhere'` if it isn't on the same host
 * and path, to where a list must not lead.
 */
export const parseNextPage = (header: string | undefined, page: URL): URL | 'elsewhere' | undefined => {
  const target = [...(header ?? '').matchAll(LINK)].find(([, , parameters = '']) => NEXT.test(parameters))?.[1];
  if (target === undefined) return undefined;
  if (!URL.canParse(target, page.href)) return 'elsewhere';
  const next = new URL(target, page);
  const same = next.origin === page.origin && next.pathname === page.pathname;
  return same && next.username === '' && next.password === '' ? next : 'elsewhere';
};
