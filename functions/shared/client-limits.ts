/** No single call may use up an invocation's time: a call without an answer fails, and its message is retried. */
export const LIMITS = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
} as const;
