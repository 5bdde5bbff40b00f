import { verifierArns } from '../naming/resource-arns';
import { MAX_RECEIVE_COUNT } from './launch-limits';
import type { LaunchEnvironment } from './launch-settings';
import { verifyingEnvironment, type VerifyingEnvironmentProps } from './verifying-environment';

/** The environment variables of the launch function, as the stack sets them. */
export const launchEnvironment = (props: VerifyingEnvironmentProps): LaunchEnvironment => ({
  ...verifyingEnvironment(props),
  TOPIC_ARN: verifierArns(props.deployment).topic,
  MAX_RECEIVE_COUNT: String(MAX_RECEIVE_COUNT),
});
