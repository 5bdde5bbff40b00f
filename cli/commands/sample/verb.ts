import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ToolFailure } from '../../shared/failure';
import { dynamoGateLedger } from '../../../adapters/dynamodb/gate-ledger';
import { hasSample, type SampleDeployment } from '../../../contracts/deployment/deployment-images';
import { verifierNames } from '../../../contracts/naming/resource-names';
import type { Verdict } from '../../../verification';
import { paintOn } from '../../shared/colour';
import { EXIT } from '../../shared/exit-codes';
import { interruptible } from '../../shared/interruption';
import { toVerb } from '../../shared/options/to-verb';
import { printError, printJson, printResult, say } from '../../shared/print';
import { readDeployment } from '../../shared/read-deployment';
import { UsageError } from '../../shared/usage-error';
import type { RunVerb, Verb } from '../../verb';
import { PROSE } from './help';
import { parseSampleOptions, SAMPLE, wantedSample, type SampleOptions, type WantedSample } from './options';
import { logCommand, renderVerdict, toJsonVerdict } from './render';
import { runSample, type SampleOutcome, type SamplePorts, type SampleRun } from './run-sample';
import type { ServiceEnd } from './service/follow-service';
import { renderService, toJsonService } from './service/render-service';
import { runServiceSample, type ServiceOutcome, type ServiceRun } from './service/run-service-sample';
import { sampleStageFor } from './service/sample-gate';
import { renderTaskStop } from './task-stop';

/** How long creating a service may still take after an interruption: it can be removed only once ECS has answered. */
const REMOVAL_MS = 60_000;

const STATUS: Readonly<Record<Verdict['kind'], number>> = {
  trusted: EXIT.ok,
  exempt: EXIT.ok,
  untrusted: EXIT.failed,
  inconclusive: EXIT.inconclusive,
};

const SERVICE_STATUS: Readonly<Record<ServiceEnd, number>> = {
  continued: EXIT.ok,
  'rolled-back': EXIT.failed,
  'timed-out': EXIT.inconclusive,
  'not-held': EXIT.inconclusive,
};

const report = (run: SampleRun, { task, found, stop }: SampleOutcome): number => {
  const { deployment, variant, timeoutSeconds, json } = run;
  if (stop !== undefined) renderTaskStop(stop, deployment).forEach(say);
  say(`to see everything that was logged about the task: ${logCommand(deployment, `{ $.task = "${task.taskArn}" }`)}`);
  if (json) printJson({ deployment: deployment.name, variant, ...toJsonVerdict(task, found), stop: stop ?? null });
  if (found === undefined) {
    say(`no verdict within ${timeoutSeconds} s: check the alarms and dead letters of ${deployment.name}`);
    return EXIT.inconclusive;
  }
  if (!json) printResult(renderVerdict(task, found, paintOn(process.stdout, process.env)));
  return STATUS[found.verdict.kind];
};

const reportService = (
  { json, variant }: SampleOptions & WantedSample,
  run: ServiceRun,
  outcome: ServiceOutcome,
): number => {
  const { deployment } = run;
  const { end, deployment: serviceDeployment } = outcome;
  if (serviceDeployment !== undefined)
    say(`to see everything that was logged about it: ${logCommand(deployment, `"${serviceDeployment.arn}"`)}`);
  if (json) printJson({ deployment: deployment.name, variant, stage: run.stage, ...toJsonService(outcome) });
  else printResult(renderService(outcome, paintOn(process.stdout, process.env)));
  if (end === undefined)
    say(`no answer within ${run.timeoutSeconds} s: check the alarms and dead letters of ${deployment.name}`);
  return end === undefined ? EXIT.inconclusive : SERVICE_STATUS[end];
};

const sampleService = (
  options: SampleOptions & WantedSample,
  deployment: SampleDeployment,
  ports: SamplePorts,
): Promise<number> => {
  const { variant, strategy, timeoutSeconds } = options;
  const run = { variant, strategy, timeoutSeconds, deployment, stage: sampleStageFor(deployment, variant) };
  const { table } = verifierNames(deployment);
  const { recall } = dynamoGateLedger({ client: ports.dynamodb, table, now: ports.now });
  return interruptible('sample', {
    work: async (tools) => reportService(options, run, await runServiceSample(run, { ...ports, ...tools, recall })),
    soFar: () => 'the service was not followed to its end',
    patienceMs: REMOVAL_MS,
  });
};

/** Makes `image-trust sample` from what it works with. */
export const sampleWith =
  (portsFor: (region: string) => SamplePorts, environment: NodeJS.ProcessEnv): RunVerb =>
  async (args, typedIn) => {
    const options = parseSampleOptions(args, typedIn);
    const deployment = readDeployment(options.deployment, environment);
    if (!hasSample(deployment))
      throw new UsageError(`sample: expected "sample" in deployments/${deployment.name}.json, found none`);
    const wanted = { ...options, ...wantedSample(options) };
    const run = { ...wanted, deployment };
    const ports = portsFor(deployment.region);
    try {
      return await (wanted.kind === 'service'
        ? sampleService(wanted, deployment, ports)
        : runSample(run, ports, (outcome) => report(run, outcome)));
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

/** `image-trust sample`: a task or a service of your own, and what becomes of it. */
export const sampleVerb: Verb = toVerb(SAMPLE, {
  ...PROSE,
  group: 'Operate',
  summary: 'start a sample task or service, and wait for its verdict',
  run: (args, typedIn) => sampleWith(awsPorts, process.env)(args, typedIn),
});
