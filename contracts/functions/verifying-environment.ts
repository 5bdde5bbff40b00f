import type { Canaries } from '../../verification/canary/canary';
import type { Deployment } from '../deployment/deployment';
import { hasNotices } from '../deployment/notices';
import { verifierArns } from '../naming/resource-arns';
import { verifierNames, type Place } from '../naming/resource-names';
import { IMAGE_LAYOUT } from './image-layout';
import type { VerifyingEnvironment } from './verifying-settings';

/** The paths of notation's files. */
export interface NotationPaths {
  /** The notation executable. */
  readonly notation: string;
  /** The value of NOTATION_LIBEXEC; plugins lie below it. */
  readonly libexec: string;
  /** AWS Signer's root certificate. */
  readonly rootCertificate: string;
}

/** What the environment of a function that verifies images depends on. */
export interface VerifyingEnvironmentProps {
  /** The deployment that the function belongs to. Required. */
  readonly deployment: Place & Partial<Pick<Deployment, 'breakGlass' | 'securityHub' | 'webhook'>>;
  /** The object key of the trust document. Required. */
  readonly trustKey: string;
  /** The canary images. Default: none. */
  readonly canaries?: Canaries | undefined;
  /** Default: the paths in the verifier's image. */
  readonly paths?: NotationPaths;
}

/** The environment variables that the stack sets for every function that verifies images. */
export const verifyingEnvironment = ({
  deployment,
  trustKey,
  canaries,
  paths = IMAGE_LAYOUT,
}: VerifyingEnvironmentProps): VerifyingEnvironment => {
  const [names, arns] = [verifierNames(deployment), verifierArns(deployment)];
  return {
    SETTINGS_VERSION: '1',
    TRUST_BUCKET: names.bucket,
    TRUST_KEY: trustKey,
    LEDGER_TABLE: names.table,
    ...(deployment.breakGlass === undefined ? {} : { GRANT_TABLE: names.grantTable }),
    QUEUE_URL: arns.queueUrl,
    ...(hasNotices(deployment) ? { NOTIFY_QUEUE_URL: arns.notifyQueueUrl } : {}),
    ...(canaries === undefined ? {} : { CANARIES: JSON.stringify(canaries) }),
    NOTATION_PATH: paths.notation,
    NOTATION_LIBEXEC: paths.libexec,
    SIGNER_ROOT_CERTIFICATE: paths.rootCertificate,
    DEPLOYMENT: deployment.name,
  };
};
