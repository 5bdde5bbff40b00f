import { existsSync, readFileSync } from 'node:fs';
import { FUNCTIONS, functionBundle } from '../../../../../contracts/functions/functions';
import { bundleFunctions } from '../../../../../cli/commands/sign-and-push/images/build-recipes';

jest.setTimeout(120_000);

const onDisk = (): readonly (string | undefined)[] =>
  FUNCTIONS.map(functionBundle).map((file) => (existsSync(file) ? readFileSync(file, 'latin1') : undefined));

describe('bundleFunctions', () => {
  it('bundles every function and lists its packages, without writing or reading a bundle that others use', async () => {
    const before = onDisk();
    const bundles = await bundleFunctions();
    expect(bundles.map(({ name, file }) => [name, file.path])).toEqual(
      FUNCTIONS.map((name) => [name, functionBundle(name)]),
    );
    for (const { file, packages } of bundles) {
      expect(file.content.length).toBeGreaterThan(100_000);
      expect(packages.map(({ name }) => name)).toContain('@aws-sdk/client-sqs');
    }
    expect(onDisk()).toEqual(before);
  });
});
