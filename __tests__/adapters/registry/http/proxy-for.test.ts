import { proxyFor, ProxyError } from '../../../../adapters/registry/http/proxy-for';

const PROXY = 'http://proxy.example:3128';
const isProxied = (url: string, noProxy: string): boolean =>
  proxyFor(new URL(url), { HTTPS_PROXY: PROXY, NO_PROXY: noProxy }) !== undefined;

describe('proxyFor', () => {
  it.each([
    [{}, undefined],
    [{ HTTPS_PROXY: '' }, undefined],
    [{ HTTPS_PROXY: PROXY }, `${PROXY}/`],
    [{ https_proxy: PROXY }, `${PROXY}/`],
    [{ HTTPS_PROXY: 'proxy.example:3128' }, `${PROXY}/`],
    [{ HTTPS_PROXY: PROXY, https_proxy: 'http://other.example' }, `${PROXY}/`],
    [{ HTTP_PROXY: PROXY }, undefined],
    [{ HTTPS_PROXY: PROXY, no_proxy: 'registry.example' }, undefined],
  ])('reads %j', (environment, expected) => {
    expect(proxyFor(new URL('https://registry.example/'), environment)?.href).toBe(expected);
  });

  // As golang.org/x/net/http/httpproxy, which notation uses.
  it.each([
    ['https://registry.example/', 'registry.example', false],
    ['https://eu.registry.example/', 'registry.example', false],
    ['https://myregistry.example/', 'registry.example', true],
    ['https://registry.example/', '.registry.example', true],
    ['https://eu.registry.example/', '.registry.example', false],
    ['https://eu.registry.example/', '*.registry.example', false],
    ['https://registry.example/', 'REGISTRY.example', false],
    ['https://registry.example/', ' other.example , registry.example ', false],
    ['https://registry.example/', '*', false],
    ['https://registry.example/', 'registry.example:443', false],
    ['https://registry.example/', 'registry.example:8443', true],
    ['https://registry.example:8443/', 'registry.example:8443', false],
    ['https://10.1.2.3/', '10.0.0.0/8', false],
    ['https://11.1.2.3/', '10.0.0.0/8', true],
    ['https://10.1.2.3/', '10.1.2.3', false],
    ['https://[fd12::1]/', 'fd00::/8', false],
    ['https://[fd12::1]/', '[fd12::1]:443', false],
    ['https://registry.example/', '10.0.0.0/8', true],
    ['https://10.1.2.3/', '10.0.0.0/99', true],
    ['https://registry.example/', ',,', true],
  ])('decides for %s with NO_PROXY=%s', (url, noProxy, expected) => {
    expect(isProxied(url, noProxy)).toBe(expected);
  });

  it.each(['socks5://user:secret@proxy.example', 'http://['])('refuses %s without repeating it', (proxy) => {
    const read = (): unknown => proxyFor(new URL('https://registry.example/'), { HTTPS_PROXY: proxy });
    expect(read).toThrow(ProxyError);
    expect(read).toThrow(/^HTTPS_PROXY: expected the URL of an http or https proxy$/);
  });
});
