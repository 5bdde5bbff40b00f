import { DescribeTasksCommand, type ECSClient } from '@aws-sdk/client-ecs';
import type { Deployment } from '../../../contracts/deployment/deployment';
import type { SampleDeployment } from '../../../contracts/deployment/deployment-images';
import type { Task } from '../../../verification';
import { visibleText } from '../../shared/visible-text';

/** How one container of a stopped task ended. */
interface ContainerEnd {
  readonly name: string;
  readonly reason: string | null;
  readonly exitCode: number | null;
}

/** Why a task stopped, as ECS says it. */
export interface TaskStop {
  /** Such as `TaskFailedToStart`. */
  readonly code: string | null;
  readonly reason: string | null;
  readonly containers: readonly ContainerEnd[];
}

/** Reads why a task stopped, or is about to; undefined while it is not known. Throws what the SDK throws. */
export const taskStopReader =
  (client: ECSClient) =>
  async ({ clusterArn, taskArn }: Pick<Task, 'clusterArn' | 'taskArn'>): Promise<TaskStop | undefined> => {
    const { tasks } = await client.send(new DescribeTasksCommand({ cluster: clusterArn, tasks: [taskArn] }));
    const { stopCode, stoppedReason, containers = [] } = tasks?.[0] ?? {};
    if (stopCode === undefined && stoppedReason === undefined) return undefined;
    return {
      code: stopCode ?? null,
      reason: stoppedReason ?? null,
      containers: containers.map(({ name = '?', reason, exitCode }) => ({
        name,
        reason: reason ?? null,
        exitCode: exitCode ?? null,
      })),
    };
  };

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
const NO_PLATFORM = /does not contain descriptor matching platform|no matching manifest|exec format error/i;
const NO_NETWORK =
  /i\/o timeout|context deadline exceeded|connection timed out|unable to pull (?:secrets|registry auth)|request canceled|no route to host|network is unreachable/i;

const PLATFORMS: Readonly<Record<Deployment['architecture'], string>> = { arm64: 'linux/arm64', x86_64: 'linux/amd64' };

const textsOf = ({ reason, containers }: TaskStop): string =>
  [reason, ...containers.map((each) => each.reason)].filter((text) => text !== null).join('\n');

/** What to do about a task that could not start; undefined when the reason says it all. */
const adviceFor = (stop: TaskStop, { name, architecture, sample }: SampleDeployment): string | undefined => {
  const [texts, file] = [textsOf(stop), `deployments/${name}.json`];
  if (NO_PLATFORM.test(texts))
    return `the sample image has no ${PLATFORMS[architecture]}: name another image under "sample" in ${file}, or set "architecture" to the other one`;
  if (!NO_NETWORK.test(texts)) return undefined;
  return sample.assignPublicIp
    ? `the task does not reach the registry: the subnets under "sample" in ${file} need a route to an internet gateway; in private subnets, a NAT gateway or VPC endpoints`
    : `the task does not reach the registry: in public subnets set "assignPublicIp": true under "sample" in ${file}; private subnets need a NAT gateway or VPC endpoints`;
};

const endOf = ({ name, reason, exitCode }: ContainerEnd): readonly string[] => {
  const parts = [
    ...(reason === null ? [] : [visibleText(reason)]),
    ...(exitCode === null ? [] : [`exit code ${exitCode}`]),
  ];
  return parts.length === 0 ? [] : [`  container ${visibleText(name)}: ${parts.join('; ')}`];
};

/** Why a task stopped, for people: ECS's reason, how each container ended, and what to do about it. */
export const renderTaskStop = (stop: TaskStop, deployment: SampleDeployment): readonly string[] => {
  const { code, reason, containers } = stop;
  const advice = adviceFor(stop, deployment);
  return [
    `the task stopped: ${visibleText(reason ?? 'ECS gives no reason')}${code === null ? '' : ` (${visibleText(code)})`}`,
    ...containers.flatMap(endOf),
    ...(advice === undefined ? [] : [`  ${advice}`]),
  ];
};
