import { DescribeTasksCommand, ECSClient, RunTaskCommand } from '@aws-sdk/client-ecs';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { SWEEP_RESERVE_MS } from '../../contracts/functions/sweep-limits';
import { functionArns, verifierArns } from '../../contracts/naming/resource-arns';
import { verifierNames, sampleNames } from '../../contracts/naming/resource-names';
import { parseReport } from '../../contracts/report/parse-report';
import { LATEST_REPORT_KEY, reportKeys } from '../../contracts/report/report-format';
import type { Report } from '../../contracts/report/report-schema';
import { verdictsAbout } from './announced-events';
import { callRestApi, clientSettings } from './call-aws';
import { canaries } from './canaries';
import type { GetContext } from './deploy-context';
import { REPORT_READER_KEY, type DeployEnvironment } from './deploy-environment';
import { startDeployedFunction, type DeployedFunction } from './deployed-function';
import { PLACE } from './deployment-files';
import { createService, deleteService, onFargate } from './sample-services';
import { step } from './step-table';
import type { FunctionContext } from './verifying';
import { waitFor } from './wait-for';

const SERVICE = 'swept';
const [NAMES, ARNS, SWEEP] = [verifierNames(PLACE), verifierArns(PLACE), functionArns(PLACE, 'sweep')];

/** What the steps of the sweep leave for the comparison of permissions. */
export interface SweptContext {
  readonly sweep: DeployedFunction;
  readonly schedule: Schedule;
}

const scheduleShape = z.object({
  ScheduleExpression: z.string(),
  State: z.string(),
  Target: z.object({
    Arn: z.string(),
    RoleArn: z.string(),
    Input: z.string(),
    DeadLetterConfig: z.object({ Arn: z.string() }),
  }),
});

/** The deployed schedule. */
export type Schedule = z.infer<typeof scheduleShape>;

const readSchedule = async ({ admin }: DeployEnvironment): Promise<Schedule> =>
  scheduleShape.parse(await callRestApi(admin, 'scheduler', [`/schedules/${NAMES.schedule}`]));

/** The event that EventBridge Scheduler makes of the schedule's input: an instant without milliseconds. */
const eventOf = ({ Target: { Input: input } }: Schedule, at: Date): unknown =>
  JSON.parse(input.replaceAll('<aws.scheduler.scheduled-time>', at.toISOString().replace(/\.\d+Z$/, 'Z')));

/** Starts the unsigned sample, and loses its events: the task starts behind the proxy that sends them. */
const startUnseen = async (environment: DeployEnvironment): Promise<string> => {
  const { cluster, unsigned } = sampleNames(PLACE);
  const ecs = new ECSClient(clientSettings({ ...environment.admin, endpoint: environment.moto }));
  const request = { cluster, taskDefinition: unsigned.family, ...onFargate(environment) };
  return (await ecs.send(new RunTaskCommand(request))).tasks?.[0]?.taskArn ?? '';
};

const statusOf = async ({ admin }: DeployEnvironment, taskArn: string): Promise<string | undefined> => {
  const request = new DescribeTasksCommand({ cluster: sampleNames(PLACE).cluster, tasks: [taskArn] });
  return (await new ECSClient(clientSettings(admin)).send(request)).tasks?.[0]?.lastStatus;
};

/** The event of the latest asynchronous invocation of the sweep function. */
const askedFor = ({ proxy }: DeployEnvironment): unknown => {
  const call = proxy.calls.findLast(({ operation }) => /^POST .*\/invocations$/.test(operation));
  if (call === undefined) throw new Error('expected the sweep function to invoke itself, found no such call');
  return JSON.parse(call.body.toString());
};

const invoke = async ({ instance, writeLogs }: DeployedFunction, event: unknown, remainingMs?: number) => {
  const invocation = await instance.invoke(event, remainingMs === undefined ? {} : { remainingMs });
  await writeLogs(invocation.logs);
  expect(invocation).toMatchObject({ kind: 'returned' });
};

const storedKeys = async ({ admin }: DeployEnvironment): Promise<readonly string[]> => {
  const s3 = new S3Client({ ...clientSettings(admin), forcePathStyle: true });
  const { Contents: objects = [] } = await s3.send(new ListObjectsV2Command({ Bucket: NAMES.reportBucket }));
  return objects.map(({ Key: key = '' }) => key);
};

const readReport = async (context: GetContext, ...args: readonly string[]): Promise<Report> => {
  const { environment } = context();
  const command = ['report', '--deployment', 'dev', '--json', ...args];
  const result = await environment.imageTrustAs(REPORT_READER_KEY, ...command);
  expect(result).toMatchObject({ status: 0 });
  return parseReport(result.stdout, 'image-trust report');
};

const imageOf = ({ tasks, images }: Report, taskArn: string) =>
  tasks
    .filter(({ task }) => task === taskArn)
    .flatMap(({ containers }) => containers.map(({ image, announced }) => ({ ...images[image], announced })));

const schedules = (context: GetContext, onSchedule: (schedule: Schedule) => void): void =>
  step('the schedule invokes the sweep function at its rate, and keeps what it cannot deliver', async () => {
    const schedule = await readSchedule(context().environment);
    onSchedule(schedule);
    expect(schedule).toMatchObject({
      ScheduleExpression: 'rate(30 minutes)',
      State: 'ENABLED',
      Target: { Arn: SWEEP.function, RoleArn: ARNS.scheduleRole, DeadLetterConfig: { Arn: ARNS.undelivered } },
    });
  });

interface Parts {
  readonly context: GetContext;
  readonly functionContext: () => FunctionContext;
  readonly swept: () => SweptContext;
}

const sweeps = ({ context, functionContext, swept }: Parts): void => {
  const at = new Date(Math.floor(Date.now() / 1_000) * 1_000);
  let taskArn = '';

  step('an unsigned task whose events were lost keeps running', async () => {
    const { environment } = context();
    await createService(environment, SERVICE, { variant: 'signed', stage: 'PRE_SCALE_UP' });
    taskArn = await startUnseen(environment);
    await expect(statusOf(environment, taskArn)).resolves.toBe('RUNNING');
  });

  step('image-trust report before the first sweep: makes one from what runs, with the task', async () => {
    const report = await readReport(context);
    expect(report.source).toBe('command');
    expect(imageOf(report, taskArn)).toMatchObject([{ verdict: 'untrusted', reason: 'unsigned' }]);
  });

  step('a sweep whose time is short keeps what it has, and invokes itself', async () => {
    const { environment } = context();
    await invoke(swept().sweep, eventOf(swept().schedule, at), SWEEP_RESERVE_MS);
    expect(askedFor(environment)).toEqual({ version: 1, sweep: at.toISOString(), invocation: 2 });
    await expect(storedKeys(environment)).resolves.toEqual([expect.stringMatching(/^sweeps\//)]);
  });

  step('its next invocation writes the report, and has the launch function stop the task', async () => {
    const { environment } = context();
    await invoke(swept().sweep, askedFor(environment));
    const { json, html } = reportKeys(at.toISOString());
    expect([...(await storedKeys(environment))].sort()).toEqual([LATEST_REPORT_KEY, html, json].sort());
    const stopped = async () =>
      (await verdictsAbout(functionContext(), taskArn)).find(({ response }) => response === 'stopped');
    await expect(waitFor(stopped)).resolves.toMatchObject({ verdict: 'untrusted', reason: 'unsigned' });
    await expect(statusOf(environment, taskArn)).resolves.toBe('STOPPED');
  });

  canaries(context);

  step('image-trust report: fetches the report, which has the task', async () => {
    const report = await readReport(context);
    expect(report).toMatchObject({ source: 'sweep', sweep: at.toISOString(), coverage: { clustersNotRead: 0 } });
    expect(imageOf(report, taskArn)).toMatchObject([{ verdict: 'untrusted', reason: 'unsigned', announced: false }]);
    expect(report.services.map(({ service }) => service)).toContain(SERVICE);
  });

  step('image-trust report --now: makes one from what runs, without the stopped task', async () => {
    const report = await readReport(context, '--now');
    expect(report.source).toBe('command');
    expect(report.tasks.length).toBeGreaterThan(0);
    expect(imageOf(report, taskArn)).toEqual([]);
  });

  step('the service is removed', () => deleteService(context().environment, SERVICE));
};

/** Sweeps with the deployed function, from the schedule to the report and the response of the launch function. */
export const sweeping = (
  context: GetContext,
  functionContext: () => FunctionContext,
  onSwept: (swept: SweptContext) => void,
): void =>
  describe('sweeping', () => {
    let schedule: Schedule | undefined;
    let found: SweptContext | undefined;
    const swept = (): SweptContext => {
      if (found === undefined) throw new Error('the sweep function has not been started');
      return found;
    };

    schedules(context, (read) => {
      schedule = read;
    });

    step('the sweep function starts from the built image, with the settings that Terraform gave it', async () => {
      if (schedule === undefined) throw new Error('the schedule has not been read');
      found = { sweep: await startDeployedFunction(context().environment, 'sweep'), schedule };
      onSwept(found);
    });

    afterAll(() => found?.sweep.instance.stop());

    sweeps({ context, functionContext, swept });
  });
