import { ToolFailure } from './failure';
import { visibleText } from './visible-text';

/** What a person should do about an error of AWS, by its name. */
export type Advice = readonly [name: RegExp, next: string];

const COMMON: readonly Advice[] = [
  [
    /Credentials|ExpiredToken|UnrecognizedClient|InvalidSignature/,
    'log in to AWS (aws sso login, or name a profile in AWS_PROFILE)',
  ],
  [/AccessDenied/, 'ask for the permission that the message names'],
  [/Throttl|TooManyRequests|ServerException|ServiceUnavailable|Timeout/, 'run this again'],
];

const isOfSdk = (error: unknown): error is Error =>
  error instanceof Error && ('$metadata' in error || /Credentials|Timeout/.test(error.name));

/** Awaits a call to AWS; a failed one becomes a ToolFailure that says what to do next. Other errors pass unchanged. */
export const callingWith =
  (own: readonly Advice[]) =>
  async <T>(call: string, work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (!isOfSdk(error)) throw error;
      const advice = [...own, ...COMMON].find(([name]) => name.test(error.name));
      const next = advice?.[1] ?? 'fix this, then run it again';
      throw new ToolFailure('refused', `${call}: ${visibleText(`${error.name}: ${error.message}`)}: ${next}`, {
        cause: error,
      });
    }
  };
