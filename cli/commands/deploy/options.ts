import type { Declared, OptionTable, Values } from '../../shared/options/declaration';
import { parserOf, readCommandLine } from '../../shared/options/parse';
import {
  AUTO_APPROVE,
  DEPLOYMENT,
  DRY_RUN,
  JSON_OUTPUT,
  SKIP_PROVIDER_LOCK,
} from '../../shared/options/shared-options';
import { formatCommand } from '../../shared/terraform/step';
import { SIGN_AND_PUSH } from '../sign-and-push/options';

/** The parts of a deployment, in the order in which they are deployed. */
export const PARTS = ['signing', 'images', 'verifier', 'sample'] as const;

/** One part of a deployment. */
export type Part = (typeof PARTS)[number];

const OPTIONS = {
  deployment: DEPLOYMENT,
  only: {
    type: 'choice',
    name: '--only',
    placeholder: 'PART',
    values: PARTS,
    otherwise: 'all of them',
    help: 'deploy one part only',
  },
  autoApprove: AUTO_APPROVE,
  allowIrreversible: {
    type: 'flag',
    name: '--allow-irreversible',
    help: 'also carry out what the plan lists as "cannot be undone"; without it, such a plan ends the command before the question',
  },
  dryRun: DRY_RUN,
  json: JSON_OUTPUT,
  skipProviderLock: SKIP_PROVIDER_LOCK,
  signAndPush: {
    type: 'passed-on',
    name: 'SIGN-AND-PUSH OPTIONS',
    help: 'passed on to sign-and-push, all but --deployment, --outputs, --dry-run and --json, which deploy itself decides',
  },
} as const satisfies OptionTable;

/** A parsed command line of `image-trust deploy`. */
export type DeployOptions = Values<typeof OPTIONS>;

const DECIDED_BY_DEPLOY = ['deployment', 'outputs', 'dryRun', 'json'] as const;

const problemsWithPassedOn = ({ signAndPush = [], only }: Partial<DeployOptions>): readonly string[] => {
  if (signAndPush.length === 0) return [];
  if (only !== undefined && only !== 'images')
    return [
      `--: expected nothing for sign-and-push, which --only ${only} does not run, found ${formatCommand(signAndPush)}`,
    ];
  const { values, problems } = readCommandLine(SIGN_AND_PUSH, signAndPush);
  const decided = DECIDED_BY_DEPLOY.filter((field) => values[field] !== undefined && values[field] !== false);
  const names = decided.map((field) => SIGN_AND_PUSH.options[field].name);
  return [
    ...problems.map((problem) => `-- ${problem}`),
    ...names.map((name) => `--: expected only options that deploy does not decide itself, found ${name}`),
  ];
};

export const DEPLOY = { name: 'deploy', options: OPTIONS, check: problemsWithPassedOn } satisfies Declared<
  typeof OPTIONS
>;

/**
 * Parses the arguments of `image-trust deploy`; those after `--` are for sign-and-push.
 * @throws UsageError that lists every problem.
 */
export const parseDeployOptions = parserOf(DEPLOY);
