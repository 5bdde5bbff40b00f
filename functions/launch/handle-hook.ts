import {
  answerHook,
  gateBackOffSeconds,
  retryLater,
  type Disposition,
  type GatePorts,
  type HookCase,
} from '../../verification';
import { loadTrust, type LoadTrustPorts } from '../shared/load-trust';

/** A pause hook from one message of the queue; attempts count from 1. */
export type HookMessage = Omit<HookCase, 'trust'>;

/** The ports that handling a pause hook needs. */
export interface HandleHookPorts extends GatePorts, LoadTrustPorts {}

/**
 * Answers a pause hook by the trust document. Without a usable one, modes and stages are unknown: nothing is answered, and
 * the message is retried.
 * @throws what answerHook throws.
 */
export const handleHook = async (message: HookMessage, ports: HandleHookPorts): Promise<Disposition> => {
  const trust = await loadTrust(ports);
  switch (trust.kind) {
    case 'unusable':
      return retryLater(gateBackOffSeconds(message.attempt));
    case 'loaded':
      return answerHook({ ...message, trust }, ports);
  }
};
