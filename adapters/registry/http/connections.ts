import { lookup as dnsLookup } from 'node:dns';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Reach } from './address-rules';
import { secureContextFor } from './certificate-authorities';
import { checkedLookup, type Lookup } from './checked-lookup';
import { proxyFor } from './proxy-for';
import { TunnelAgent } from './tunnel-agent';

// An idle connection is dropped after this time, so that one that died while the function was frozen is rarely used.
const IDLE_MS = 15_000;
const MAX_SOCKETS_PER_HOST = 64;

/** What connections depend on. */
export interface ConnectionSettings {
  /** Proxy and certificate authorities. */
  readonly environment: NodeJS.ProcessEnv;
  /** Default: the DNS of the machine. */
  readonly lookup?: Lookup;
}

/** How one URL is connected to. */
export interface Connection {
  readonly agent: HttpAgent;
  readonly lookup: LookupFunction;
}

/** Connections that are kept alive, at most one pool for each reach and proxy. */
export interface Connections {
  /** Throws ProxyError or CertificateAuthoritiesError when the environment can't be used. */
  readonly connectionTo: (url: URL, reach: Reach) => Connection;
  /** Closes all connections. */
  readonly close: () => void;
}

/** Makes connections as the environment says: through its proxy, trusting its certificate authorities. */
export const connections = ({ environment, lookup = dnsLookup }: ConnectionSettings): Connections => {
  // A connection is never shared between reaches: it was checked for the reach that it was made for.
  const agents = new Map<string, HttpAgent>();
  const limits: AgentOptions = { keepAlive: true, timeout: IDLE_MS, maxSockets: MAX_SOCKETS_PER_HOST };
  let tls: AgentOptions | undefined;
  const tlsOptions = (): AgentOptions => {
    if (tls !== undefined) return tls;
    const secureContext = secureContextFor(environment);
    tls = { ...limits, ...(secureContext === undefined ? {} : { secureContext }) };
    return tls;
  };
  const makeAgent = (url: URL, proxy: URL | undefined): HttpAgent => {
    if (url.protocol === 'http:') return new HttpAgent(limits);
    return proxy === undefined ? new HttpsAgent(tlsOptions()) : new TunnelAgent(proxy, tlsOptions());
  };
  const agentFor = (url: URL, reach: Reach): HttpAgent => {
    const proxy = url.protocol === 'http:' ? undefined : proxyFor(url, environment);
    const key = `${url.protocol} ${reach} ${proxy?.href ?? ''}`;
    const agent = agents.get(key) ?? makeAgent(url, proxy);
    agents.set(key, agent);
    return agent;
  };
  return {
    connectionTo: (url, reach) => ({ agent: agentFor(url, reach), lookup: checkedLookup(lookup, reach) }),
    close: () => agents.forEach((agent) => agent.destroy()),
  };
};
