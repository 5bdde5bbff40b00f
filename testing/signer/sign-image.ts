import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PLUGIN_NAME } from '../tools/signer-plugin';
import type { SignerLedger, SigningJob } from './signer-ledger';

const run = promisify(execFile);

/** Signs `registry/repository@sha256:…` with a profile; returns AWS Signer's job. */
export type SignImage = (reference: string, profileArn: string) => Promise<SigningJob>;

/** Signing with real notation, as a person would, in the world of that environment. */
export const createSignImage = (world: {
  readonly notation: string;
  readonly libexec: string;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly ecrPassword: string;
  readonly ledger: SignerLedger;
}): SignImage => {
  const env = {
    ...world.environment,
    HOME: world.directory,
    NOTATION_CONFIG: join(world.directory, 'notation-sign'),
    NOTATION_LIBEXEC: world.libexec,
    NOTATION_USERNAME: 'AWS',
    NOTATION_PASSWORD: world.ecrPassword,
  };
  return async (reference, profileArn) => {
    const flags = ['--plugin', PLUGIN_NAME, '--id', profileArn, '--force-referrers-tag=false'];
    const [, , , region = ''] = profileArn.split(':');
    const options = { env: { ...env, AWS_REGION: region }, timeout: 60_000 };
    await run(world.notation, ['sign', ...flags, '--', reference], options);
    const job = world.ledger.jobs.findLast(({ profile, payload }) => {
      const [, digest = ''] = reference.split('@');
      return [profile.arn, profile.versionArn].includes(profileArn) && payload.includes(digest);
    });
    if (!job) throw new Error(`expected a signing job for ${reference} by ${profileArn}, found none`);
    return job;
  };
};
