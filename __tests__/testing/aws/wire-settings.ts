import type { EmulatedAws } from '../../../testing/aws/emulated-aws';
import { startAws } from '../../../testing/aws/emulated-aws';

/** Starts an emulation without a registry. */
export const startAwsAlone = (): Promise<EmulatedAws> => startAws({ password: 'pass', readManifest: () => undefined });

/** The settings of a client that talks to an emulation, once for each call. */
export const wireSettings = ({ endpoint }: Pick<EmulatedAws, 'endpoint'>) => ({
  endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
  maxAttempts: 1,
});
