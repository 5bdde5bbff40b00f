import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ToolFailure } from '../../shared/failure';
import { hasSample } from '../../../contracts/deployment/deployment-images';
import type { Verdict } from '../../../verification';
import { paintOn } from '../../shared/colour';
import { EXIT } from '../../shared/exit-codes';
import { toVerb } from '../../shared/options/to-verb';
import { printError, printJson, printResult, say } from '../../shared/print';
import { readDeployment } from '../../shared/read-deployment';
import { UsageError } from '../../shared/usage-error';
import type { RunVerb, Verb } from '../../verb';
import { PROSE } from './help';
import { parseSampleOptions, SAMPLE } from './options';
import { logCommand, renderVerdict, toJsonVerdict } from './render';
import { runSample, type SampleOutcome, type SamplePorts, type SampleRun } from './run-sample';
import { renderTaskStop } from './task-stop';

const STATUS: Readonly<Record<Verdict['kind'], number>> = {
  trusted: EXIT.ok,
  exempt: EXIT.ok,
  untrusted: EXIT.failed,
  inconclusive: EXIT.inconclusive,
};

const report = (run: SampleRun, { task, found, stop }: SampleOutcome): number => {
  const { deployment, variant, timeoutSeconds, json } = run;
  if (stop !== undefined) renderTaskStop(stop, deployment).forEach(say);
  say(`to see everything that was logged about the task: ${logCommand(deployment, task)}`);
  if (json) printJson({ deployment: deployment.name, variant, ...toJsonVerdict(task, found), stop: stop ?? null });
  if (found === undefined) {
    say(`no verdict within ${timeoutSeconds} s: check the alarms and dead letters of ${deployment.name}`);
    return EXIT.inconclusive;
  }
  if (!json) printResult(renderVerdict(task, found, paintOn(process.stdout, process.env)));
  return STATUS[found.verdict.kind];
};

/** Makes `image-trust sample` from what it works with. */
export const sampleWith =
  (portsFor: (region: string) => SamplePorts, environment: NodeJS.ProcessEnv): RunVerb =>
  async (args, typedIn) => {
    const options = parseSampleOptions(args, typedIn);
    const deployment = readDeployment(options.deployment, environment);
    if (!hasSample(deployment))
      throw new UsageError(`sample: expected "sample" in deployments/${deployment.name}.json, found none`);
    const run = { ...options, deployment };
    try {
      return await runSample(run, portsFor(deployment.region), (outcome) => report(run, outcome));
    } catch (error) {
      if (!(error instanceof ToolFailure)) throw error;
      printError('image-trust sample', error.message);
      return EXIT.refused;
    }
  };

const awsPorts = (region: string): SamplePorts => ({
  ecs: new ECSClient({ region }),
  dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient({ region })),
  now: Date.now,
  sleep: async (milliseconds) => sleep(milliseconds),
});

/** `image-trust sample`: a task of your own, and the verdict on it. */
export const sampleVerb: Verb = toVerb(SAMPLE, {
  ...PROSE,
  group: 'Operate',
  summary: 'start a signed or unsigned sample task and wait for its verdict',
  run: (args, typedIn) => sampleWith(awsPorts, process.env)(args, typedIn),
});
