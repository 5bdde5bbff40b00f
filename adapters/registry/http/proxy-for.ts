import { BlockList, isIP } from 'node:net';

/** Thrown when `HTTPS_PROXY` is not the URL of an HTTP proxy. Its message doesn't repeat the URL, which may hold a password. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
}

const firstSet = (environment: NodeJS.ProcessEnv, ...names: readonly string[]): string | undefined =>
  names.map((name) => environment[name]).find((value) => value !== undefined && value !== '');

const parseProxy = (text: string): URL => {
  const whole = text.includes('://') ? text : `http://${text}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw new ProxyError('HTTPS_PROXY: expected the URL of an http or https proxy');
  return url;
};

const isInSubnet = (host: string, entry: string): boolean => {
  const [network = '', prefix = ''] = entry.split('/');
  const version = isIP(network);
  if (version === 0 || isIP(host) !== version || !/^\d{1,3}$/.test(prefix)) return false;
  if (Number(prefix) > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, Number(prefix), family);
  return list.check(host, family);
};

const isExempt = (host: string, port: string, entry: string): boolean => {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInSubnet(host, entry);
  const [, named = entry, ownPort] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  if (ownPort !== undefined && ownPort !== port) return false;
  const domain = named.replace(/^\[(.*)\]$/, '$1').replace(/^\*?(?=\.)/, '');
  if (domain === '') return false;
  return domain.startsWith('.') ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
};

/**
 * The proxy for an https URL, by `HTTPS_PROXY` and `NO_PROXY`, read as Go reads them: notation and its plugin go
 * through the same proxy for the same hosts. https://pkg.go.dev/golang.org/x/net/http/httpproxy
 * @throws ProxyError
 */
export const proxyFor = (url: URL, environment: NodeJS.ProcessEnv): URL | undefined => {
  const proxy = firstSet(environment, 'HTTPS_PROXY', 'https_proxy');
  if (proxy === undefined) return undefined;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  const port = url.port === '' ? '443' : url.port;
  const exemptions = (firstSet(environment, 'NO_PROXY', 'no_proxy') ?? '').toLowerCase().split(',');
  const exempt = exemptions.map((entry) => entry.trim()).some((entry) => isExempt(host, port, entry));
  return exempt ? undefined : parseProxy(proxy);
};
