import { ToolFailure } from '../../shared/failure';

const NEXT: readonly (readonly [name: RegExp, next: string])[] = [
  [
    /^ClusterNotFound|^ResourceNotFound|^ClientException/,
    'deploy what is lacking (image-trust deploy), then run this again',
  ],
  [/^InvalidParameter/, 'mend the sample in the deployment file, then run this again'],
  [
    /Credentials|ExpiredToken|UnrecognizedClient|InvalidSignature/,
    'log in to AWS (aws sso login, or name a profile in AWS_PROFILE)',
  ],
  [/AccessDenied/, 'ask for the right that the message names'],
  [/Throttl|TooManyRequests|ServerException|ServiceUnavailable|Timeout/, 'run this again'],
];

const isOfSdk = (error: unknown): error is Error =>
  error instanceof Error && ('$metadata' in error || /Credentials|Timeout/.test(error.name));

/** Says of a call to AWS that failed what to do next. Anything that is no answer of AWS is thrown on as it is. */
export const calling = async <T>(call: string, work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (!isOfSdk(error)) throw error;
    const next = NEXT.find(([name]) => name.test(error.name))?.[1] ?? 'mend that and run this again';
    throw new ToolFailure('refused', `${call}: ${error.name}: ${error.message}: ${next}`, { cause: error });
  }
};
