import { parseArgs } from 'node:util';
import { parseSignAndPushOptions } from '../sign-and-push/options';
import { formatCommand } from '../../shared/terraform/step';
import { UsageError } from '../../shared/usage-error';

/** The parts that deploying goes through, in this order. */
export const PARTS = ['signing', 'images', 'verifier', 'sample'] as const;

/** One part of deploying. */
export type Part = (typeof PARTS)[number];

/** What `image-trust deploy` was asked. */
export interface DeployOptions {
  readonly deployment: string | undefined;
  /** Undefined: all parts. */
  readonly only: Part | undefined;
  readonly autoApprove: boolean;
  readonly dryRun: boolean;
  readonly skipProviderLock: boolean;
  /** Arguments that are passed on to sign-and-push. */
  readonly signAndPush: readonly string[];
}

const OPTIONS = {
  deployment: { type: 'string' },
  only: { type: 'string' },
  'auto-approve': { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  'skip-provider-lock': { type: 'boolean', default: false },
} as const;

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false, strict: true }).values;
  } catch (error) {
    throw new UsageError(`deploy: ${(error as Error).message}`, { cause: error });
  }
};

const problemsWithPassedOn = (args: readonly string[], only: string | undefined): readonly string[] => {
  if (args.length === 0) return [];
  if (only !== undefined && only !== 'images')
    return [
      `  --: expected nothing for sign-and-push, which --only ${only} does not run, found ${formatCommand(args)}`,
    ];
  try {
    const { deployment, dryRun, outputs } = parseSignAndPushOptions(args);
    return deployment === undefined && outputs === undefined && !dryRun
      ? []
      : ['  --: expected neither --deployment nor --outputs nor --dry-run, which deploy itself decides'];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [`  --: ${error.message}`];
  }
};

/**
 * Reads the arguments of `image-trust deploy`; those behind `--` are for sign-and-push.
 * @throws UsageError that tells all problems at once.
 */
export const parseDeployOptions = (args: readonly string[]): DeployOptions => {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const values = parse(args.slice(0, end));
  const signAndPush = args.slice(end + 1);
  const only = PARTS.find((part) => part === values.only);
  const problems = [
    ...(only === values.only ? [] : [`  --only: expected ${PARTS.join(', ')}, found ${JSON.stringify(values.only)}`]),
    ...problemsWithPassedOn(signAndPush, only),
  ];
  if (problems.length > 0) throw new UsageError(['deploy: wrong use', ...problems].join('\n'));
  return {
    deployment: values.deployment,
    only,
    autoApprove: values['auto-approve'],
    dryRun: values['dry-run'],
    skipProviderLock: values['skip-provider-lock'],
    signAndPush,
  };
};
