import type { BuilderName } from '../../../adapters/builders/builder';
import { findBuilder } from '../../../adapters/builders/find-builder';
import { ended, FakePrograms } from '../../support/process/fake-programs';

describe('findBuilder', () => {
  const found = (working: readonly string[], wanted?: BuilderName) => {
    const programs = new FakePrograms((line) => (working.some((each) => line.startsWith(each)) ? ended(0) : ended(1)));
    return findBuilder({ run: programs.run, environment: {} }, wanted);
  };

  it.each([
    ['docker', ['docker', 'podman', 'skopeo', 'buildah']],
    ['podman', ['docker --version', 'podman', 'skopeo', 'buildah']],
    ['buildah', ['docker --version', 'docker buildx', 'skopeo', 'buildah']],
  ])('chooses the first that works: %s', async (name, working) => {
    await expect(found(working)).resolves.toBe(name);
  });

  it('chooses no other than the wanted one', async () => {
    await expect(found(['docker', 'buildah', 'skopeo'], 'buildah')).resolves.toBe('buildah');
    await expect(found(['docker'], 'buildah')).rejects.toMatchObject({ code: 'missing' });
  });

  it('says what is missing for each', async () => {
    const failure = found(['docker --version', 'docker buildx', 'buildah']);
    await expect(failure).rejects.toMatchObject({ code: 'missing' });
    await expect(failure).rejects.toThrow(
      'docker: the daemon does not respond; podman: not on PATH; buildah: skopeo, which it needs for copying, is not on PATH',
    );
  });
});
