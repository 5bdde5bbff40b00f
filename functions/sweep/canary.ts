import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import { canaryRecorder } from '../../adapters/responders/canary-recorder';
import { formatCanaryEvent } from '../../contracts/events/canary-event';
import {
  verifyCanaries,
  type Canaries,
  type CanariesToVerify,
  type RemainingTime,
  type Trust,
  type VerifyImage,
} from '../../verification';

/** The sweep in which canary images are verified; `sweep` is its instant. */
export interface CanarySweep {
  readonly sweep: string;
  readonly trust: Trust;
  readonly remaining: RemainingTime;
}

/** Verifies the canary images of a sweep. Rejects never: what fails is logged, and the missing results raise an alarm. */
export type VerifyCanaries = (each: CanarySweep) => Promise<void>;

/** The ports that verifying canary images needs. */
export interface CanaryVerifierPorts {
  readonly now: () => number;
  readonly verifyAfresh: VerifyImage;
  /** Sends one message to the queue of the launch function. */
  readonly send: (body: string) => Promise<void>;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * Makes what verifies the canary images at each sweep: in the sweep itself, and by a message in the launch function.
 * Without canary images it does nothing.
 */
export const canaryVerifier = (canaries: Canaries | undefined, ports: CanaryVerifierPorts): VerifyCanaries => {
  if (canaries === undefined) return () => Promise.resolve();
  const { now, verifyAfresh, send, logger } = ports;
  const record = canaryRecorder(ports);
  const inSweep = async ({ sweep, ...each }: CanarySweep): Promise<void> => {
    const toVerify: CanariesToVerify = { canaries, ...each };
    record(await verifyCanaries('sweep', toVerify, { now, verifyImage: verifyAfresh }), sweep);
  };
  const logFailure = (message: string) => (error: unknown) => logger.error(message, { error: error as Error });
  return async (each) => {
    await Promise.all([
      send(formatCanaryEvent(each.sweep)).catch(
        logFailure('The launch function could not be asked about canary images'),
      ),
      inSweep(each).catch(logFailure('The canary images could not be verified')),
    ]);
  };
};
