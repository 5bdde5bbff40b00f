import { childEnvironment, type ChildSettings } from '../../../adapters/notation/child-environment';

const settings: ChildSettings = {
  configuration: '/tmp/notation-1',
  plugins: '/opt/plugins',
  temporary: '/tmp',
  region: 'eu-west-1',
  keys: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example-secret', sessionToken: 'example-session' },
  login: { username: 'AWS', password: 'example-token' },
};

const NEEDED = {
  HOME: '/tmp',
  NOTATION_CONFIG: '/tmp/notation-1',
  NOTATION_LIBEXEC: '/opt/plugins',
  NOTATION_CACHE: '/tmp',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example-secret',
  AWS_SESSION_TOKEN: 'example-session',
  NOTATION_USERNAME: 'AWS',
  NOTATION_PASSWORD: 'example-token',
};

const NETWORK = {
  HTTPS_PROXY: 'http://127.0.0.1:3128',
  https_proxy: 'http://127.0.0.1:3128',
  NO_PROXY: 'internal.example.com',
  no_proxy: '',
  SSL_CERT_FILE: '/etc/ca.pem',
  SSL_CERT_DIR: '/etc/ca',
  AWS_CA_BUNDLE: '/etc/ca.pem',
  AWS_ENDPOINT_URL_SIGNER: 'https://signer.internal.example.com',
  AWS_USE_FIPS_ENDPOINT: 'true',
  AWS_USE_DUALSTACK_ENDPOINT: 'true',
};

const FOREIGN = {
  HOME: '/home/person',
  PATH: '/usr/bin',
  AWS_PROFILE: 'person',
  AWS_REGION: 'us-east-1',
  AWS_SESSION_TOKEN: 'own-session',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1/credentials',
  NOTATION_USERNAME: 'person',
  NOTATION_PASSWORD: 'own-password',
  NOTATION_CONFIG: '/home/person/.config/notation',
  DOCKER_CONFIG: '/home/person/.docker',
  LD_PRELOAD: '/tmp/evil.so',
  XDG_CONFIG_HOME: '/home/person/.config',
};

describe('childEnvironment', () => {
  it('contains what notation and its plugin need, and nothing else', () => {
    expect(childEnvironment({}, settings)).toEqual(NEEDED);
  });

  it('passes on the network settings', () => {
    expect(childEnvironment(NETWORK, settings)).toEqual({ ...NETWORK, ...NEEDED });
  });

  it('passes on nothing else: no endpoint of other services, no stored logins, no home of a person', () => {
    expect(childEnvironment(FOREIGN, settings)).toEqual(NEEDED);
  });

  it('rule 6: contains no login for anonymous access, even when the environment of the verifier has one', () => {
    const environment = childEnvironment(FOREIGN, { ...settings, login: undefined });
    expect(Object.keys(environment).filter((name) => /USERNAME|PASSWORD/.test(name))).toEqual([]);
    expect(Object.values(environment)).not.toContain('own-password');
  });

  it('contains no session token for keys without one', () => {
    const keys = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example-secret' };
    expect(childEnvironment(FOREIGN, { ...settings, keys })).not.toHaveProperty('AWS_SESSION_TOKEN');
  });
});
