import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PLUGIN_NAME } from '../tools/signer-plugin';
import type { SignerLedger, SigningJob } from './signer-ledger';

const run = promisify(execFile);

/** Signs `registry/repository@sha256:…` with a profile; returns AWS Signer's job. */
export type SignImage = (reference: string, profileArn: string) => Promise<SigningJob>;

/** Signs with real notation, as a person would, in an emulated environment. */
export const createSignImage = (settings: {
  readonly notation: string;
  readonly libexec: string;
  readonly directory: string;
  readonly processEnvironment: Readonly<Record<string, string>>;
  readonly ecrPassword: string;
  readonly ledger: SignerLedger;
}): SignImage => {
  const { notation, libexec, directory, processEnvironment, ecrPassword, ledger } = settings;
  const env = {
    ...processEnvironment,
    HOME: directory,
    NOTATION_CONFIG: join(directory, 'notation-sign'),
    NOTATION_LIBEXEC: libexec,
    NOTATION_USERNAME: 'AWS',
    NOTATION_PASSWORD: ecrPassword,
  };
  return async (reference, profileArn) => {
    const flags = ['--plugin', PLUGIN_NAME, '--id', profileArn, '--force-referrers-tag=false'];
    const [, , , region = ''] = profileArn.split(':');
    await run(notation, ['sign', ...flags, '--', reference], { env: { ...env, AWS_REGION: region }, timeout: 60_000 });
    const [, digest = ''] = reference.split('@');
    const job = ledger.jobs.findLast(
      ({ profile, payload }) => [profile.arn, profile.versionArn].includes(profileArn) && payload.includes(digest),
    );
    if (!job) throw new Error(`expected a signing job for ${reference} by ${profileArn}, found none`);
    return job;
  };
};
