import { serviceFailed, type Verdict } from '../../verification';

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

/** The verdict for a failed call to ECR: always inconclusive, with cause `service`. */
export const ecrFailure = (error: unknown, call: string): Verdict => {
  const name = nameOf(error);
  const detail = `${call} failed: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
  if (/Throttl|TooManyRequests|RequestLimit/i.test(name)) return serviceFailed('throttled', detail);
  if (/AccessDenied|UnrecognizedClient|ExpiredToken|InvalidSignature|Credentials/i.test(name))
    return serviceFailed('registry-denied', detail);
  return serviceFailed('registry-unavailable', detail);
};
