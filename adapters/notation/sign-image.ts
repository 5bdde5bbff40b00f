import type { PinnedImage } from '../../verification';
import { ToolError } from '../tool-error';
import type { ProcessResult, RunProcess } from '../process';
import { childEnvironment, type AwsKeys, type RegistryLogin } from './child-environment';
import { pinnedReference } from './pinned-reference';
import { signFailure } from './sign-failure';

const KEEP_BYTES = 1024 * 1024;

/** Signs one image by digest. Throws ToolError when it fails. */
export type SignImage = (image: PinnedImage) => Promise<void>;

/** How images are signed. */
export interface SigningSettings {
  readonly notation: string;
  readonly plugins: string;
  /** The only directory that notation writes to. */
  readonly temporary: string;
  /** ARN of the AWS Signer profile. */
  readonly profileArn: string;
  readonly deadlineMs: number;
}

/** Everything outside that signing uses. */
export interface SigningPorts {
  readonly run: RunProcess;
  readonly environment: NodeJS.ProcessEnv;
  readonly keys: () => Promise<AwsKeys>;
  readonly loginFor: (image: PinnedImage) => Promise<RegistryLogin | undefined>;
}

/**
 * The arguments of one signature. Without the forced tag schema notation uses the referrers API, so that repositories with immutable tags
 * accept a second signature. Nothing after `--` is read as an option.
 */
export const signArguments = (reference: string, profileArn: string): readonly string[] => [
  'sign',
  '--plugin',
  'com.amazonaws.signer.notation.plugin',
  '--id',
  profileArn,
  '--force-referrers-tag=false',
  '--',
  reference,
];

const checkResult = (reference: string, result: ProcessResult): void => {
  switch (result.kind) {
    case 'not-started':
      throw new ToolError('missing', `signing ${reference}: notation could not be started: ${result.message}`);
    case 'timed-out':
      throw new ToolError('temporary', `signing ${reference}: notation did not end in time: run this again`);
    case 'killed':
      throw new ToolError('failed', `signing ${reference}: notation was ended by ${result.signal}: run this again`);
    case 'exited':
      if (result.status !== 0) throw signFailure(reference, result.stderr);
      if (!result.stdout.includes(`Successfully signed ${reference}`))
        throw new ToolError(
          'failed',
          `signing ${reference}: expected notation to print that it signed, found ${JSON.stringify(result.stdout)}`,
        );
  }
};

/** Signs images with notation and the AWS Signer plugin. Credentials are passed in the child's environment only. */
export const notationSigner =
  (settings: SigningSettings, ports: SigningPorts): SignImage =>
  async (image) => {
    const reference = pinnedReference(image);
    const [login, keys] = [await ports.loginFor(image), await ports.keys()];
    const { notation: command, temporary, plugins, profileArn, deadlineMs } = settings;
    const region = profileArn.split(':')[3] ?? '';
    const own = { configuration: temporary, plugins, temporary, region, keys, login };
    const environment = childEnvironment(ports.environment, own);
    const args = signArguments(reference, profileArn);
    checkResult(reference, await ports.run({ command, args, environment, deadlineMs, keepBytes: KEEP_BYTES }));
  };
