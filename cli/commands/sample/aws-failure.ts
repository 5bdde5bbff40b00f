import { ToolFailure } from '../../shared/failure';
import { visibleText } from '../../shared/visible-text';

const NEXT: readonly (readonly [name: RegExp, next: string])[] = [
  [
    /^ClusterNotFound|^ResourceNotFound|^ClientException/,
    'deploy what is missing (npx image-trust deploy), then run this again',
  ],
  [/^InvalidParameter/, 'fix the sample in the deployment file, then run this again'],
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
export const calling = async <T>(call: string, work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (!isOfSdk(error)) throw error;
    const next = NEXT.find(([name]) => name.test(error.name))?.[1] ?? 'fix this, then run it again';
    throw new ToolFailure('refused', `${call}: ${visibleText(`${error.name}: ${error.message}`)}: ${next}`, {
      cause: error,
    });
  }
};
