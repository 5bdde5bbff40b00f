import { buildPageClient } from '../../../adapters/bundler/bundle-page';
import { BundleError } from '../../../adapters/bundler/bundle-error';

jest.mock('esbuild', () => ({ build: () => Promise.reject(new Error('a mistake in a source file')) }));

describe('buildPageClient, when esbuild fails', () => {
  it('says that the page does not bundle, and why', async () => {
    const failure = await buildPageClient().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(BundleError);
    expect(failure).toMatchObject({
      code: 'build-failed',
      message: "the report's page does not bundle: a mistake in a source file",
      cause: new Error('a mistake in a source file'),
    });
  });
});
