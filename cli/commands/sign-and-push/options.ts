import { CANARY_KINDS } from '../../../verification';
import type { OptionTable, Values } from '../../shared/options/declaration';
import { parserOf } from '../../shared/options/parse';
import { BUILDER, DEPLOYMENT, DRY_RUN, JSON_OUTPUT, OUTPUTS } from '../../shared/options/shared-options';

const OPTIONS = {
  deployment: DEPLOYMENT,
  outputs: OUTPUTS,
  images: {
    type: 'list',
    name: '--image',
    placeholder: 'NAME',
    suggest: ['verifier', 'sample-signed', 'sample-unsigned', ...CANARY_KINDS.map((kind) => `canary-${kind}`)],
    otherwise: 'all',
    help: 'only this image: verifier, sample-signed, sample-unsigned, or canary- and a kind, such as canary-good',
  },
  builder: BUILDER,
  buildArguments: {
    type: 'pairs',
    name: '--build-arg',
    placeholder: 'NAME=VALUE',
    help: 'an argument for every Dockerfile that declares it, such as GO_BASE, NODE_BASE or PLUGIN_IMAGE',
  },
  updateBases: {
    type: 'flag',
    name: '--update-bases',
    help: 'build from what the tags of the base images name now, instead of the digests in the lock',
  },
  dryRun: { ...DRY_RUN, help: 'print the plan and change nothing; calls neither AWS nor a registry' },
  json: JSON_OUTPUT,
} as const satisfies OptionTable;

export const SIGN_AND_PUSH = { name: 'sign-and-push', options: OPTIONS };

/** A parsed command line of `image-trust sign-and-push`; no images: all of them. */
export type SignAndPushOptions = Values<typeof OPTIONS>;

/**
 * Parses the arguments of `image-trust sign-and-push`.
 * @throws UsageError that lists every problem.
 */
export const parseSignAndPushOptions = parserOf(SIGN_AND_PUSH);
