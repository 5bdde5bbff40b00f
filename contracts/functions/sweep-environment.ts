import type { Canaries } from '../../verification/canary/canary';
import type { Deployment } from '../deployment/deployment';
import { hasNotices } from '../deployment/notices';
import { verifierArns } from '../naming/resource-arns';
import { verifierNames, type Place } from '../naming/resource-names';
import { IMAGE_LAYOUT } from './image-layout';
import type { NotationPaths } from './launch-environment';
import type { SweepEnvironment } from './sweep-settings';

/** What the sweep function's environment depends on. */
export interface SweepEnvironmentProps {
  /** The deployment that the function belongs to. Required. */
  readonly deployment: Place & Pick<Deployment, 'breakGlass' | 'securityHub' | 'webhook'>;
  /** The object key of the trust document. Required. */
  readonly trustKey: string;
  /** The key of the tag that names an owner. Required. */
  readonly ownerTag: string;
  /** The canary images. Default: none. */
  readonly canaries?: Canaries | undefined;
  /** Default: the paths in the verifier's image. */
  readonly paths?: NotationPaths;
}

/** The environment variables of the sweep function, as the stack sets them. */
export const sweepEnvironment = (props: SweepEnvironmentProps): SweepEnvironment => {
  const { deployment, trustKey, ownerTag, canaries, paths = IMAGE_LAYOUT } = props;
  const names = verifierNames(deployment);
  const arns = verifierArns(deployment);
  return {
    SETTINGS_VERSION: '1',
    TRUST_BUCKET: names.bucket,
    TRUST_KEY: trustKey,
    LEDGER_TABLE: names.table,
    ...(deployment.breakGlass === undefined ? {} : { GRANT_TABLE: names.grantTable }),
    QUEUE_URL: arns.queueUrl,
    ...(hasNotices(deployment) ? { NOTIFY_QUEUE_URL: arns.notifyQueueUrl } : {}),
    REPORT_BUCKET: names.reportBucket,
    OWNER_TAG: ownerTag,
    ...(canaries === undefined ? {} : { CANARIES: JSON.stringify(canaries) }),
    NOTATION_PATH: paths.notation,
    NOTATION_LIBEXEC: paths.libexec,
    SIGNER_ROOT_CERTIFICATE: paths.rootCertificate,
    DEPLOYMENT: deployment.name,
  };
};
