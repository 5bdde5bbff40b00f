import { DescribeTasksCommand, ECSClient } from '@aws-sdk/client-ecs';
import { verdictsAbout } from './announced-events';
import { callJsonApi, clientSettings } from './call-aws';
import type { GetContext } from './deploy-context';
import { sendHookEvent } from './emulated-ecs';
import { LAUNCH } from './running-function';
import {
  continueByHand,
  createService,
  deleteService,
  deployToService,
  latestDeployment,
  runServiceTask,
  waitingHookOf,
} from './sample-services';
import { step } from './step-table';
import type { FunctionContext } from './verifying';
import { waitFor } from './wait-for';

const SERVICE = 'api';

const leavesOthersAlone = (context: GetContext): void =>
  step('a hook at a stage that is not configured is left alone, even if an event says otherwise', async () => {
    const { environment } = context();
    const { admin } = environment;
    await createService(environment, SERVICE, { variant: 'signed', stage: 'POST_SCALE_UP' });
    const deployment = await latestDeployment(environment, SERVICE);
    const hookId = waitingHookOf(deployment);
    const at = Date.now();
    const awaiting = { status: 'AWAITING_ACTION', expiresAt: at + 3_600_000, timeoutAction: 'ROLLBACK' } as const;
    await sendHookEvent(admin, {
      clusterArn: deployment.clusterArn,
      serviceArn: deployment.serviceArn,
      deploymentArn: deployment.arn,
      hook: { hookId, step: 0, stage: 'PRE_SCALE_UP', ...awaiting },
      at,
    });
    const logs = { service: 'logs', target: 'Logs_20140328.FilterLogEvents' };
    await waitFor(async () => {
      const found = JSON.stringify(await callJsonApi(admin, logs, { logGroupName: LAUNCH.names.logGroup }));
      return found.includes('A pause hook is left alone') && found.includes(hookId) ? found : undefined;
    });
    expect(waitingHookOf(await latestDeployment(environment, SERVICE))).toBe(hookId);
  });

const rollsBack = (context: GetContext, functionContext: () => FunctionContext): void =>
  step("a service's task with an untrusted image: its deployment is rolled back after it was confirmed", async () => {
    const { environment } = context();
    await continueByHand(environment, SERVICE);
    await expect(latestDeployment(environment, SERVICE)).resolves.toMatchObject({ status: 'SUCCESSFUL' });
    await deployToService(environment, SERVICE, 'unsigned');
    await expect(latestDeployment(environment, SERVICE)).resolves.toMatchObject({ status: 'IN_PROGRESS' });
    const taskArn = await runServiceTask(environment, SERVICE);
    const verdicts = () => verdictsAbout(functionContext(), taskArn);
    await waitFor(async () => (await verdicts()).find(({ response }) => response === 'rolled-back'));
    expect((await verdicts()).map(({ response }) => response)).toEqual(['rollback-pending', 'rolled-back']);
    await expect(latestDeployment(environment, SERVICE)).resolves.toMatchObject({ status: 'ROLLBACK_SUCCESSFUL' });
    const request = new DescribeTasksCommand({ cluster: 'dev-sample', tasks: [taskArn] });
    const { tasks } = await new ECSClient(clientSettings(environment.admin)).send(request);
    expect(tasks).toMatchObject([{ lastStatus: 'RUNNING' }]);
  });

/** Rolls back the deployment of a service whose task has started, with the deployed function. */
export const rollingBack = (context: GetContext, functionContext: () => FunctionContext): void =>
  describe('rolling back', () => {
    leavesOthersAlone(context);
    rollsBack(context, functionContext);

    step('the service is removed', () => deleteService(context().environment, SERVICE));
  });
