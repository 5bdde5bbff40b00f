import { serviceFailed, type Verdict } from '../../verification';

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

// The SDK found no credentials, so ECR was not called.
const NO_LOGIN = 'CredentialsProviderError';

/** The verdict for a failed call to ECR: always inconclusive, with cause `service`. */
export const ecrFailure = (error: unknown, call: string): Verdict => {
  const name = nameOf(error);
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const detail = `${call} failed: ${text}`;
  if (name === NO_LOGIN)
    return serviceFailed('registry-unavailable', `${call} failed: there is no AWS login (${text})`);
  if (/Throttl|TooManyRequests|RequestLimit/i.test(name)) return serviceFailed('throttled', detail);
  if (/AccessDenied|UnrecognizedClient|ExpiredToken|InvalidSignature|Credentials/i.test(name))
    return serviceFailed('registry-denied', detail);
  return serviceFailed('registry-unavailable', detail);
};
