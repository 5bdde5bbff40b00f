import { IMAGE_LAYOUT } from '../../../contracts/functions/image-layout';
import { LAUNCH_MEMORY_MEGABYTES, LAUNCH_TIMEOUT_SECONDS } from '../../../contracts/functions/launch-limits';
import { ACCOUNT, REGION } from '../../../demo/demo-account';
import type { DemoEnvironment } from '../../../demo/demo-environment';
import type { HostedFunction } from '../../../testing/lambda/function-host';
import { startImageFunction } from '../../../testing/lambda/image-function';
import { AUTHORITY_IN_IMAGE } from './stand-in-bases';
import { VERIFIER_IMAGE, type VerifierImageBuilder } from './verifier-image-builder';

/**
 * The variables that make a program inside an image use an emulated environment, without those that name
 * files of this machine.
 */
export const environmentInImage = (
  environment: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(Object.entries(environment).filter(([, value]) => !value.startsWith('/'))),
  // Go reads this file without being told to; Node does not.
  NODE_EXTRA_CA_CERTS: AUTHORITY_IN_IMAGE,
});

/**
 * Starts the launch function from the built image, with an environment's settings and the paths of the
 * image's layout.
 */
export const startLaunchInImage = (
  stage: DemoEnvironment,
  { builderEnvironment }: VerifierImageBuilder,
): Promise<HostedFunction> =>
  startImageFunction({
    image: VERIFIER_IMAGE,
    builderEnvironment: builderEnvironment,
    functionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:demo-launch`,
    timeoutSeconds: LAUNCH_TIMEOUT_SECONDS,
    memoryMb: LAUNCH_MEMORY_MEGABYTES,
    command: [IMAGE_LAYOUT.command('launch')],
    environment: {
      ...environmentInImage(stage.processEnvironment),
      ...stage.settingsFor(),
      AWS_ENDPOINT_URL: stage.aws.endpoint,
    },
  });
