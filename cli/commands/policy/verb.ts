import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parsePolicyTest } from '../../../contracts/policy-test/policy-test';
import { modeFor, toLoadedTrust, type LoadedTrust } from '../../../verification';
import { clusterArnAt } from '../../shared/cluster-name';
import { paintOn } from '../../shared/colour';
import { EXIT } from '../../shared/exit-codes';
import { exitStatusOf } from '../../shared/exit-status';
import { toVerb } from '../../shared/options/to-verb';
import { printJson, printResult } from '../../shared/print';
import { readTrust } from '../../shared/trust-source';
import { UsageError } from '../../shared/usage-error';
import type { RunVerb, Verb } from '../../verb';
import { explainImage } from './explain-image';
import { PROSE } from './help';
import { parsePolicyOptions, POLICY, type PolicyOptions } from './options';
import { renderCases, toJsonCases } from './render-cases';
import { renderExplanations, toJsonExplanation, type Modes } from './render-explanation';
import { runCases } from './run-cases';

/** An action with its options. */
interface Run {
  readonly options: PolicyOptions;
  readonly trust: LoadedTrust;
  /** The folder that files are relative to. */
  readonly typedIn: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const modesOf = ({ cluster }: PolicyOptions, { document }: LoadedTrust): Modes => {
  if (cluster === undefined) return { cluster: null, mode: document.mode, clusters: document.clusters };
  const arn = clusterArnAt(document, cluster);
  if (arn !== undefined) return { cluster: arn, mode: modeFor(document, arn), clusters: {} };
  throw new UsageError(
    `policy: --cluster: expected a cluster in ${document.region} of account ${document.account}, found ${cluster}`,
  );
};

const headOf = ({ document, sha256 }: LoadedTrust): object => ({
  deployment: document.deployment,
  trustDocument: sha256,
});

const explain = ({ options, trust, now }: Run): number => {
  const modes = modesOf(options, trust);
  const explanations = options.what.arguments.map((image) => explainImage(image, trust, now));
  if (options.json) printJson({ ...headOf(trust), ...modes, images: explanations.map(toJsonExplanation) });
  else printResult(renderExplanations(explanations, modes));
  return EXIT.ok;
};

const readText = (file: string, typedIn: string): string => {
  try {
    return readFileSync(resolve(typedIn, file), 'utf8');
  } catch (cause) {
    throw new UsageError(`policy test: expected a readable file, found ${(cause as Error).message}`, { cause });
  }
};

const test = ({ options, trust, typedIn, now }: Run): number => {
  const file = options.what.argument ?? '';
  const { cases } = parsePolicyTest(readText(file, typedIn), file);
  const ran = runCases(cases, trust, now);
  if (options.json) printJson({ ...headOf(trust), ...toJsonCases(ran) });
  else {
    const { stdout, env } = process;
    printResult(renderCases(ran, { width: stdout.isTTY ? stdout.columns : undefined, paint: paintOn(stdout, env) }));
  }
  return ran.every(({ passed }) => passed) ? EXIT.ok : EXIT.failed;
};

const ACTIONS: Readonly<Record<PolicyOptions['what']['action'], (run: Run) => number>> = { explain, test };

/** Makes `image-trust policy` from a clock and an environment. */
export const policyWith =
  (now: () => number, environment: NodeJS.ProcessEnv): RunVerb =>
  async (args, typedIn = process.cwd()) => {
    const options = parsePolicyOptions(args, typedIn);
    const trust = toLoadedTrust(readTrust(options, environment));
    return exitStatusOf('policy', async () => ACTIONS[options.what.action]({ options, trust, typedIn, now: now() }));
  };

/** `image-trust policy`: which rule applies to an image, and a team's own cases. */
export const policyVerb: Verb = toVerb(POLICY, {
  ...PROSE,
  group: 'Verify and sign',
  summary: 'say which rule applies to an image, or test that',
  standalone: '--trust',
  run: (args, typedIn) => policyWith(Date.now, process.env)(args, typedIn),
});
