import { mkdirSync, writeFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { authorityExtensions, issueCredential, toCertificatePem } from '../../../../testing/certificates/credential';
import { createTemporaryDirectory } from '../../../../testing/process/temporary-directory';
import { clientUnderTest, REMAINING } from '../../../support/registry/client-under-test';
import { DIGEST, scopeOf, servingManifest } from '../../../support/registry/registry-content';

const HOST = 'registry.example';
const request = { scope: scopeOf(HOST), reference: { digest: DIGEST }, remaining: REMAINING };

describe('certificate authorities', () => {
  const setup = clientUnderTest();
  let path: string;
  let remove: () => void;

  beforeEach(() => {
    ({ path, remove } = createTemporaryDirectory('authorities'));
  });

  afterEach(() => remove());

  const fetchWith = (variables: NodeJS.ProcessEnv) => {
    const { hosts, environment, clientWith } = setup();
    hosts.serve(HOST, servingManifest);
    return clientWith({ environment: { HTTPS_PROXY: environment['HTTPS_PROXY'], ...variables } }).fetchManifest(
      request,
    );
  };

  it.each(['SSL_CERT_FILE', 'AWS_CA_BUNDLE'])('are read from %s', async (name) => {
    await expect(fetchWith({ [name]: setup().hosts.authority })).resolves.toMatchObject({ kind: 'found' });
  });

  it('are read from the directories of SSL_CERT_DIR, of which some may be missing', async () => {
    mkdirSync(join(path, 'below'));
    writeFileSync(join(path, 'README'), 'no certificate');
    copyFileSync(setup().hosts.authority, join(path, 'authority.0'));
    await expect(fetchWith({ SSL_CERT_DIR: `/no/such/directory:${path}` })).resolves.toMatchObject({ kind: 'found' });
  });

  it('are those of NODE_EXTRA_CA_CERTS, too, where others are named', async () => {
    const other = join(path, 'other.pem');
    const authority = await issueCredential({ subject: 'Another', curve: 'P-256', extensions: authorityExtensions(0) });
    writeFileSync(other, toCertificatePem(authority));
    const variables = { SSL_CERT_FILE: other, NODE_EXTRA_CA_CERTS: setup().hosts.authority };
    await expect(fetchWith(variables)).resolves.toMatchObject({ kind: 'found' });
  });

  it('must have issued the certificate of the registry', async () => {
    await expect(fetchWith({})).resolves.toEqual({
      kind: 'unavailable',
      detail: expect.stringContaining(`${HOST}: UNABLE_TO_VERIFY_LEAF_SIGNATURE`),
    });
  });

  it.each([
    ['SSL_CERT_FILE', '/no/such/file'],
    ['AWS_CA_BUNDLE', '/no/such/file'],
  ])('that cannot be read make the registry unavailable: %s', async (name, file) => {
    await expect(fetchWith({ [name]: file })).resolves.toMatchObject({
      kind: 'unavailable',
      detail: expect.stringContaining(`${name} names a file that cannot be read`),
    });
  });

  it.each(['SSL_CERT_FILE', 'AWS_CA_BUNDLE'])('that are no PEM make the registry unavailable: %s', async (name) => {
    const file = join(path, 'authority.der');
    writeFileSync(file, Buffer.from([0x30, 0x82]));
    await expect(fetchWith({ [name]: file })).resolves.toMatchObject({
      kind: 'unavailable',
      detail: expect.stringContaining(`${name} names a file without a PEM certificate`),
    });
  });
});
