import {
  registryClient,
  type RegistryClient,
  type RegistryClientSettings,
} from '../../../adapters/registry/registry-client';
import type { RemainingTime } from '../../../verification';
import { RegistryHosts } from './registry-hosts';

/** A client and the hosts that it reaches, in one place for the tests of a file. */
export interface ClientUnderTest {
  readonly hosts: RegistryHosts;
  readonly client: RegistryClient;
  readonly environment: NodeJS.ProcessEnv;
  /** Another client with other settings; closed after the test. */
  readonly clientWith: (settings: Partial<RegistryClientSettings>) => RegistryClient;
}

/** Five seconds from each call on. */
export const REMAINING: RemainingTime = () => 5_000;

/** The login of every ECR registry. */
export const LOGIN = { username: 'AWS', password: 'ecr-password' };
export const BASIC = `Basic ${Buffer.from('AWS:ecr-password').toString('base64')}`;

/** Starts hosts for the tests of a file, and makes a new client for each test. */
export const clientUnderTest = (): (() => ClientUnderTest) => {
  let started: { readonly hosts: RegistryHosts; readonly environment: NodeJS.ProcessEnv } | undefined;
  let current: ClientUnderTest | undefined;
  let clients: RegistryClient[] = [];
  beforeAll(async () => {
    started = await RegistryHosts.start();
  });
  beforeEach(() => {
    if (started === undefined) throw new Error('the hosts did not start');
    const { hosts, environment } = started;
    const clientWith = (settings: Partial<RegistryClientSettings>): RegistryClient => {
      const client = registryClient({
        environment,
        ecrLogin: async () => ({ kind: 'found', value: LOGIN }),
        loopback: 'refused',
        now: Date.now,
        ...settings,
      });
      clients.push(client);
      return client;
    };
    current = { hosts, environment, client: clientWith({}), clientWith };
  });
  afterEach(() => {
    for (const client of clients) client.close();
    clients = [];
    started?.hosts.reset();
  });
  afterAll(() => started?.hosts.stop());
  return () => {
    if (current === undefined) throw new Error('no test is running');
    return current;
  };
};
