/**
 * Runs the real app. If AWS_PROVIDER_VERSION is set, the stacks then require that version of the AWS provider, so that a local mirror can
 * serve it. Nothing else in the stacks changes.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import '../../main';

interface Synthesised {
  readonly terraform: { readonly required_providers: { readonly aws: { version: string } } };
}

const stacks = join(process.env['CDKTF_OUTDIR'] ?? 'cdktf.out', 'stacks');
const version = process.env['AWS_PROVIDER_VERSION'];

if (version !== undefined && existsSync(stacks))
  for (const stack of readdirSync(stacks)) {
    const file = join(stacks, stack, 'cdk.tf.json');
    const synthesised = JSON.parse(readFileSync(file, 'utf8')) as Synthesised;
    synthesised.terraform.required_providers.aws.version = version;
    writeFileSync(file, JSON.stringify(synthesised, null, 2));
  }
