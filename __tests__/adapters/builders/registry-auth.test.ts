import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLogins, writeRegistryLogins } from '../../../adapters/builders/registry-auth';

const HOST = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const LOGINS = { [HOST]: { username: 'AWS', password: 'secret' } };
const AUTH = { auth: Buffer.from('AWS:secret').toString('base64') };

describe('withLogins', () => {
  it("adds logins to a person's own, and bypasses credential helpers for their hosts", () => {
    const own = { auths: { 'quay.io': { auth: 'b3du' } }, credHelpers: { [HOST]: 'ecr-login', 'gcr.io': 'gcloud' } };
    expect(withLogins(own, LOGINS)).toEqual({
      auths: { 'quay.io': { auth: 'b3du' }, [HOST]: AUTH },
      credHelpers: { 'gcr.io': 'gcloud' },
    });
  });

  it('makes docker read the file for these hosts when everything else is in a store', () => {
    expect(withLogins({ credsStore: 'desktop' }, LOGINS)).toMatchObject({
      credsStore: 'desktop',
      credHelpers: { [HOST]: '' },
    });
  });
});

describe('writeRegistryLogins', () => {
  let home: string;
  let scratch: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'home-'));
    scratch = mkdtempSync(join(tmpdir(), 'scratch-'));
    mkdirSync(join(home, '.docker/cli-plugins'), { recursive: true });
  });

  afterEach(() => [home, scratch].forEach((directory) => rmSync(directory, { recursive: true })));

  const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

  it("writes files that only this user can read, with the person's own plugins and logins", async () => {
    writeFileSync(
      join(home, '.docker/config.json'),
      '{ "auths": { "quay.io": { "auth": "b3du" } }, "currentContext": "x" }',
    );
    const variables = await writeRegistryLogins({ HOME: home }, scratch, LOGINS);
    const { REGISTRY_AUTH_FILE: file = '', DOCKER_CONFIG: docker = '' } = variables;
    expect(json(file)).toEqual({ auths: { 'quay.io': { auth: 'b3du' }, [HOST]: AUTH }, credHelpers: {} });
    expect(json(join(docker, 'config.json'))).toMatchObject({ currentContext: 'x', auths: { [HOST]: AUTH } });
    expect(lstatSync(join(docker, 'cli-plugins')).isSymbolicLink()).toBe(true);
    for (const secret of [file, join(docker, 'config.json')]) expect(statSync(secret).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(home, '.docker/config.json'), 'utf8')).not.toContain(HOST);
  });

  it("prefers podman's own logins to docker's", async () => {
    mkdirSync(join(home, 'run/containers'), { recursive: true });
    writeFileSync(join(home, '.docker/config.json'), '{ "auths": { "quay.io": { "auth": "docker" } } }');
    writeFileSync(join(home, 'run/containers/auth.json'), '{ "auths": { "quay.io": { "auth": "podman" } } }');
    const own = { HOME: home, XDG_RUNTIME_DIR: join(home, 'run') };
    const { REGISTRY_AUTH_FILE: file = '' } = await writeRegistryLogins(own, scratch, {});
    expect(json(file)).toMatchObject({ auths: { 'quay.io': { auth: 'podman' } } });
  });

  it('needs no existing configuration', async () => {
    rmSync(join(home, '.docker'), { recursive: true });
    const { DOCKER_CONFIG: docker = '' } = await writeRegistryLogins({ HOME: home }, scratch, LOGINS);
    expect(json(join(docker, 'config.json'))).toEqual({ auths: { [HOST]: AUTH }, credHelpers: {} });
  });
});
