import * as z from 'zod';
import type { InjectedFault } from '../../testing/gateway/fault-list';
import { decisionsAbout } from './announced-events';
import type { GetContext } from './deploy-context';
import { SERVICE_OWNER_KEY } from './deploy-environment';
import { HOST } from './deployment-files';
import { interruptCommand } from './interrupt-command';
import { LAUNCH } from './running-function';
import { createService, deleteService, hasService, latestDeployment } from './sample-services';
import { step } from './step-table';
import type { FunctionContext } from './verifying';
import { waitFor } from './wait-for';

type GetFunctionContext = () => FunctionContext;

const [WEB, BATCH] = ['web', 'batch'];

const createdService = /service (?<name>dev-sample-\S+) created/;

/** The name of the service that `image-trust sample service` created. */
export const sampleServiceIn = (stderr: string): string => createdService.exec(stderr)?.groups?.['name'] ?? '';

const statusShape = z.object({ waiting: z.array(z.looseObject({ service: z.string() })) });

const waitsInOutage = (context: GetContext, functionContext: GetFunctionContext): void => {
  let fault: InjectedFault;

  step('rule 1: the registry is down: the deployment of a service waits, and that is announced', async () => {
    const { environment } = context();
    const effect = { kind: 'status', status: 503 } as const;
    fault = environment.emulated.gateway.addFault({ host: HOST, path: /dev-sample\/signed/, effect });
    await createService(environment, WEB, { variant: 'signed', stage: 'PRE_SCALE_UP' });
    await waitFor(async () => (await decisionsAbout(functionContext(), WEB))[0]);
    await expect(latestDeployment(environment, WEB)).resolves.toMatchObject({ status: 'IN_PROGRESS' });
  });

  step('image-trust gate status: lists the deployment, and why it waits', async () => {
    const args = ['gate', 'status', '--deployment', 'dev', '--json'];
    const result = await context().environment.imageTrustAs(SERVICE_OWNER_KEY, ...args);
    expect(result).toMatchObject({ status: 0 });
    expect(statusShape.parse(JSON.parse(result.stdout)).waiting).toEqual([
      expect.objectContaining({
        service: expect.stringContaining(`/${WEB}`) as string,
        stage: 'PRE_SCALE_UP',
        ours: 'yes',
        announced: ['waiting'],
        containers: [expect.objectContaining({ verdict: 'inconclusive', reason: 'registry-unavailable' })],
      }),
    ]);
  });

  step('Ctrl-C while image-trust sample service waits: the service is removed', async () => {
    const { environment } = context();
    const args = ['sample', 'service', 'signed', '--deployment', 'dev'];
    const result = await interruptCommand(environment, 'waits for the gate', args);
    expect(result).toMatchObject({ status: 130 });
    const service = sampleServiceIn(result.stderr);
    expect(service).toMatch(/^dev-sample-signed-/);
    await expect(hasService(environment, service)).resolves.toBe(false);
  });

  step('its registry is back up: the function continues the deployment', async () => {
    const { environment } = context();
    fault.remove();
    const continued = await waitFor(async () => {
      const deployment = await latestDeployment(environment, WEB);
      return deployment.status === 'IN_PROGRESS' ? undefined : deployment;
    });
    expect(continued).toMatchObject({ status: 'SUCCESSFUL', hooks: [{ status: 'succeeded' }] });
    // ECS knows of the answer before the call has returned and is recorded; the function announces it after that.
    const outcomes = await waitFor(async () => {
      const all = (await decisionsAbout(functionContext(), WEB)).map(({ outcome }) => outcome);
      return all.includes('continued') ? all : undefined;
    });
    expect(outcomes).toEqual(['waiting', 'continued']);
    const answers = environment.proxy.calls.filter(({ operation }) => operation === 'ContinueServiceDeployment');
    expect(answers.map(({ accessKey }) => accessKey)).toEqual([functionContext().running.role.accessKeyId]);
  });
};

const checkAs = (context: GetContext, service: string) =>
  context().environment.imageTrustAs(
    SERVICE_OWNER_KEY,
    ...['gate', 'check', '--deployment', 'dev', '--service', `dev-sample/${service}`],
  );

const answersBoth = (context: GetContext, functionContext: GetFunctionContext): void => {
  step('image-trust sample service signed: continued by the gate, and removed', async () => {
    const { environment } = context();
    const result = await environment.imageTrust('sample', 'service', 'signed', '--deployment', 'dev');
    expect(result).toMatchObject({ status: 0 });
    expect(result.stdout).toMatch(/^answer +continued\nby +the gate\n/);
    await expect(hasService(environment, sampleServiceIn(result.stderr))).resolves.toBe(false);
  });

  step('the deployment of an unsigned image: rolled back after it was confirmed, and announced', async () => {
    const { environment } = context();
    await createService(environment, BATCH, { variant: 'unsigned', stage: 'PRE_SCALE_UP' });
    await waitFor(async () =>
      (await decisionsAbout(functionContext(), BATCH)).find(({ outcome }) => outcome === 'rolled-back'),
    );
    const deployment = await latestDeployment(environment, BATCH);
    expect(deployment.hooks.map(({ status }) => status)).toEqual(['failed']);
    const outcomes = (await decisionsAbout(functionContext(), BATCH)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['rollback-pending', 'rolled-back']);
    const messages = await waitFor(async () => {
      const about = (await functionContext().topic.messages()).filter((body) => body.includes(deployment.arn));
      return about.length < 2 ? undefined : about;
    });
    expect(messages).toHaveLength(2);
  });

  step('image-trust gate check: succeeds for the signed service, fails for the unsigned one', async () => {
    await expect(checkAs(context, WEB)).resolves.toMatchObject({ status: 0 });
    const unsigned = await checkAs(context, BATCH);
    expect(unsigned).toMatchObject({ status: 1 });
    expect(unsigned.stdout).toContain('would be rolled back: an image is untrusted.');
  });
};

/** Answers pause hooks with the deployed function, from ECS's event to the answer. */
export const gating = (context: GetContext, functionContext: GetFunctionContext): void =>
  describe(`gating by ${LAUNCH.names.function}`, () => {
    waitsInOutage(context, functionContext);
    answersBoth(context, functionContext);

    step('the services are removed', async () => {
      for (const service of [WEB, BATCH]) await deleteService(context().environment, service);
    });
  });
