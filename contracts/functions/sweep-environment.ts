import { verifierNames } from '../naming/resource-names';
import type { SweepEnvironment } from './sweep-settings';
import { verifyingEnvironment, type VerifyingEnvironmentProps } from './verifying-environment';

/** What the sweep function's environment depends on. */
export interface SweepEnvironmentProps extends VerifyingEnvironmentProps {
  /** The key of the tag that names an owner. Required. */
  readonly ownerTag: string;
}

/** The environment variables of the sweep function, as the stack sets them. */
export const sweepEnvironment = ({ ownerTag, ...props }: SweepEnvironmentProps): SweepEnvironment => ({
  ...verifyingEnvironment(props),
  REPORT_BUCKET: verifierNames(props.deployment).reportBucket,
  OWNER_TAG: ownerTag,
});
