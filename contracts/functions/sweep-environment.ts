import { verifierNames } from '../naming/resource-names';
import type { SweepEnvironment } from './sweep-settings';
import { verifyingEnvironment, type VerifyingEnvironmentProps } from './verifying-environment';

/** What the sweep function's environment depends on. */
export interface SweepEnvironmentProps extends VerifyingEnvironmentProps {
  /** The key of the tag that names an owner. Required. */
  readonly ownerTag: string;
  /** After how many minutes the next sweep begins. Required. */
  readonly everyMinutes: number;
}

/** The environment variables of the sweep function, as the stack sets them. */
export const sweepEnvironment = ({ ownerTag, everyMinutes, ...props }: SweepEnvironmentProps): SweepEnvironment => ({
  ...verifyingEnvironment(props),
  REPORT_BUCKET: verifierNames(props.deployment).reportBucket,
  OWNER_TAG: ownerTag,
  SWEEP_EVERY_MINUTES: String(everyMinutes),
});
