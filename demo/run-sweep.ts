import { parseReport } from '../contracts/report/parse-report';
import { reportKeys } from '../contracts/report/report-format';
import type { Report } from '../contracts/report/report-schema';
import { verifierNames } from '../contracts/naming/resource-names';
import type { HostedFunction, Invocation } from '../testing/lambda/function-host';
import { DEMO_DEPLOYMENT, toDeployment } from './demo-deployment';
import { type DemoEnvironment, REPORT_BUCKET } from './demo-environment';
import { functionNameOf } from './demo-functions';

const DEPLOYMENT = toDeployment(DEMO_DEPLOYMENT);
const SWEEP_FUNCTION = functionNameOf(DEPLOYMENT, 'sweep');
const { queue: LAUNCH_QUEUE, notifyQueue: NOTIFY_QUEUE } = verifierNames(DEPLOYMENT);

/** What one sweep did. */
export interface SweepRun {
  /** The sweep's own invocations, in order. */
  readonly invocations: readonly Invocation[];
  /** The report that it wrote. */
  readonly report: Report;
  /** The same as a page. */
  readonly page: string;
  /** The bodies of the messages by which it has the launch function respond. */
  readonly found: readonly string[];
}

const bodiesIn = ({ aws }: Pick<DemoEnvironment, 'aws'>, queue: string): readonly string[] =>
  aws.queues.take(queue).map(({ body }) => body);

/** Takes the bodies of the messages that wait in the queue of the notify function. */
export const takeNotices = (environment: Pick<DemoEnvironment, 'aws'>): readonly string[] =>
  bodiesIn(environment, NOTIFY_QUEUE);

const storedText = ({ aws }: Pick<DemoEnvironment, 'aws'>, key: string): string => {
  const stored = aws.getObject(REPORT_BUCKET, key);
  if (stored === undefined) throw new Error(`expected the sweep to write ${key}, found no such object`);
  return stored.bytes.toString();
};

const invokeUntilDone = async (
  { aws }: Pick<DemoEnvironment, 'aws'>,
  instance: Pick<HostedFunction, 'invoke'>,
  event: unknown,
): Promise<readonly Invocation[]> => {
  const invocation = await instance.invoke(event);
  if (invocation.kind === 'failed') throw new Error(`the sweep function failed: ${invocation.error.message}`);
  const further: Invocation[] = [];
  for (const asked of aws.invocations.take(SWEEP_FUNCTION))
    further.push(...(await invokeUntilDone({ aws }, instance, asked.event)));
  return [invocation, ...further];
};

/**
 * Runs one sweep in an instance as EventBridge Scheduler and Lambda do: further invocations that the function asks for follow.
 * @throws Error when the function fails or writes no report.
 */
export const runSweepIn = async (
  environment: Pick<DemoEnvironment, 'aws'>,
  instance: Pick<HostedFunction, 'invoke'>,
): Promise<SweepRun> => {
  const sweep = new Date().toISOString();
  const invocations = await invokeUntilDone(environment, instance, { version: 1, sweep });
  const { json, html } = reportKeys(sweep);
  const report = parseReport(storedText(environment, json), json);
  return { invocations, report, page: storedText(environment, html), found: bodiesIn(environment, LAUNCH_QUEUE) };
};

/**
 * Runs one sweep in an instance of its own.
 * @throws Error when the function fails or writes no report.
 */
export const runSweep = async (environment: Pick<DemoEnvironment, 'aws' | 'startSweep'>): Promise<SweepRun> => {
  const instance = await environment.startSweep();
  return runSweepIn(environment, instance).finally(() => instance.stop());
};
