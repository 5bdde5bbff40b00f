import {
  startEnvironment,
  type EmulatedEnvironment,
  type EnvironmentOptions,
} from '../../testing/environment/emulated-environment';
import { SigningScenario } from '../support/notation/signing-scenario';

// The first start may have to build the tools.
const START_LIMIT_MS = 180_000;

/** What the tests of a describe block use. */
export interface LiveEnvironment {
  /** The emulated environment, shared by all tests; each test starts without faults and recorded requests. */
  readonly environment: EmulatedEnvironment;
  /** A new scenario for each test. */
  readonly scenario: SigningScenario;
}

/** Starts an emulated environment for the tests of a describe block. */
export const useLiveEnvironment = (options: Partial<EnvironmentOptions> = {}): LiveEnvironment => {
  let environment: EmulatedEnvironment;
  let scenario: SigningScenario;

  beforeAll(async () => {
    environment = await startEnvironment({ progress: () => undefined, ...options });
  }, START_LIMIT_MS);

  afterAll(() => environment.stop());

  beforeEach(() => {
    environment.registry.setReferrersApi('present');
    environment.gateway.clearFaults();
    environment.gateway.forgetRequests();
    scenario = new SigningScenario(environment);
  });

  return {
    get environment() {
      return environment;
    },
    get scenario() {
      return scenario;
    },
  };
};
