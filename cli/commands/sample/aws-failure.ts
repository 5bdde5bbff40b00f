import { callingWith } from '../../shared/calling-aws';

/** Awaits a call to AWS for the sample; see callingWith. */
export const calling = callingWith([
  [
    /^ClusterNotFound|^ResourceNotFound|^ClientException/,
    'deploy what is missing (npx image-trust deploy), then run this again',
  ],
  [/^InvalidParameter/, 'fix the sample in the deployment file, then run this again'],
]);
