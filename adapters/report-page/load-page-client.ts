import { buildPageClient } from '../bundler/bundle-page';
import type { PageClient } from './page-client';

/**
 * The page's script and style. In a bundled function, the bundler puts constants in the place of this file.
 * @throws BundleError when they do not bundle.
 */
export const loadPageClient = (): Promise<PageClient> => buildPageClient();
