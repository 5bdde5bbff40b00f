import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRootCertificates } from '../../../adapters/notation/root-certificates';
import { toCertificatePem, toDer } from '../../../testing/certificates/credential';
import { createTemporaryDirectory } from '../../../testing/process/temporary-directory';
import { trustedChain } from '../../support/notation/a-signature';

describe('readRootCertificates', () => {
  it('reads PEM and DER, and several certificates in PEM', async () => {
    const { root, intermediate } = await trustedChain();
    const { path, remove } = createTemporaryDirectory('roots');
    const file = join(path, 'root.crt');
    const read = (content: string | Buffer): Promise<readonly Buffer[]> => {
      writeFileSync(file, content);
      return readRootCertificates(file);
    };
    await expect(read(toCertificatePem(root))).resolves.toEqual([toDer(root)]);
    await expect(read(toDer(root))).resolves.toEqual([toDer(root)]);
    const two = `# roots\n${toCertificatePem(root)}${toCertificatePem(intermediate).replaceAll('\n', '\r\n')}`;
    await expect(read(two)).resolves.toEqual([toDer(root), toDer(intermediate)]);
    remove();
    await expect(readRootCertificates(file)).rejects.toThrow('ENOENT');
  });
});
