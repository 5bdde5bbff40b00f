import type { DemoEnvironment } from './demo-environment';
import type { DemoProfiles } from './demo-profiles';

/** What scenes run in: the demo environment, and the signing profiles that exist there. */
export interface DemoContext {
  readonly environment: DemoEnvironment;
  readonly profiles: DemoProfiles;
}
