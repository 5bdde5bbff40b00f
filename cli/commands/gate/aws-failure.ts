import { callingWith } from '../../shared/calling-aws';

/** Awaits a call to AWS about services; see callingWith. */
export const calling = callingWith([
  [/^ClusterNotFound/, 'check the name of the cluster, and that the deployment is of its account and region'],
  [/^Service\w*NotFound|^ClientException/, 'it may have been deleted meanwhile: run this again'],
]);
