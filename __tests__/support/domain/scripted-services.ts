import {
  giveBackStop,
  respondToTask,
  spendStop,
  type DeploymentProgress,
  type Digest,
  type Mode,
  type RespondPorts,
  type ServiceRevision,
  type SpentStop,
  type Task,
  type Verdict,
} from '../../../verification';
import {
  aContainer,
  aLoadedTrust,
  anImage,
  aTask,
  aTrusted,
  aVerified,
  digestOf,
  MINUTE,
  NOW,
  someSettings,
  TASK,
} from './domain';
import { fakePorts } from './fake-ports';
import { aDeployment, anOldRevision, aRevision, aServiceCase, fakeService } from './fake-service';
import { verifyBy } from './verifying';

/** One service with a deployment: what its tasks and its previous revisions run, and how ECS describes its tasks. */
export interface ScriptedService {
  readonly claimed: Verdict;
  readonly fresh: Verdict;
  readonly sources: readonly Verdict[];
  readonly progress: DeploymentProgress;
  readonly described: 'service' | 'standalone' | 'other-image' | 'unknown';
}

/** One delivery of a message about a task of a service. */
export interface Delivery {
  readonly service: number;
  readonly task: number;
  readonly attempt: number;
}

const digestFor = (index: number, source?: number): Digest =>
  digestOf(source === undefined ? String(index + 1) : 'abcdef'.charAt(2 * index + source));
const OTHER = digestOf('9');
/** The ARN of the deployment of the service with that index. */
export const deploymentOf = (index: number): string => aDeployment({ arn: `deployment/${index}` }).arn;

const ecsOf = (services: readonly ScriptedService[]) => {
  const revision = (index: number, source: number): ServiceRevision =>
    anOldRevision({
      arn: `${index}-source-${source}`,
      containers: [aContainer({ imageDigest: digestFor(index, source) })],
    });
  return fakeService({
    deployments: services.map(({ progress, sources }, index) =>
      aDeployment({
        arn: deploymentOf(index),
        progress,
        targetRevisionArn: `${index}-target`,
        sourceRevisionArns: sources.map((_each, source) => revision(index, source).arn),
      }),
    ),
    revisions: services.flatMap(({ sources }, index) => [
      aRevision({ arn: `${index}-target`, containers: [aContainer({ imageDigest: digestFor(index) })] }),
      ...sources.map((_each, source) => revision(index, source)),
    ]),
  });
};

const verdictsOf = (services: readonly ScriptedService[]): Readonly<Record<string, Verdict>> =>
  Object.fromEntries<Verdict>([
    [OTHER, aTrusted()],
    ...services.flatMap(({ fresh, sources }, index) => [
      [digestFor(index), fresh] as const,
      ...sources.map((each, source) => [digestFor(index, source), each] as const),
    ]),
  ]);

const describedAs = (task: Task, service: ScriptedService | undefined): Task | undefined => {
  switch (service?.described) {
    case 'service':
      return task;
    case 'standalone':
      return { ...task, group: 'family:web' };
    case 'other-image':
      return { ...task, containers: [aContainer({ imageDigest: OTHER })] };
    case 'unknown':
    case undefined:
      return undefined;
  }
};

/** A budget in memory that several messages share. */
const sharedBudget = (now: () => number): Pick<RespondPorts, 'spendStop' | 'giveBackStop'> => {
  let spent: readonly SpentStop[] = [];
  return {
    spendStop: async ({ arn }, budget) => {
      const spending = spendStop(spent, { arn, budget }, now());
      if (spending.kind === 'refused') return spending;
      spent = spending.stops;
      return { kind: 'granted' };
    },
    giveBackStop: async ({ arn }) => void (spent = giveBackStop(spent, arn)),
  };
};

/**
 * Delivers every message a minute after the one before, or all of them at once. Returns the deployments that ECS was asked
 * to roll back; of messages that were delivered at once, those that it rolled back.
 */
export const deliverTo = async (
  services: readonly ScriptedService[],
  deliveries: readonly Delivery[],
  { mode, stops, atOnce }: { readonly mode: Mode; readonly stops: number; readonly atOnce: boolean },
): Promise<readonly string[]> => {
  let now = NOW;
  const ecs = ecsOf(services);
  const asked: string[] = [];
  const { ports } = fakePorts({
    ...ecs.ports,
    ...sharedBudget(() => now),
    now: () => now,
    verifyAfresh: verifyBy(verdictsOf(services)),
    describeTask: async (task) => describedAs(task, services[Number(task.taskArn.split('#')[1])]),
    stopDeployment: async (arn) => (asked.push(arn), ecs.ports.stopDeployment(arn)),
    stopTask: async () => undefined,
  });
  const responses = someSettings({ services: 'rollback', stopBudget: { stops, minutes: 60 } });
  const trust = aLoadedTrust({ mode, responses });
  const respond = ({ service: index, task: number, attempt }: Delivery): Promise<unknown> => {
    const container = aContainer({ imageDigest: digestFor(index) });
    const task = aTask({ taskArn: `${TASK}${number}#${index}`, group: 'service:web', containers: [container] });
    const claimed = services[index]?.claimed ?? aTrusted();
    const verified = aVerified({ container, image: anImage(undefined, digestFor(index)), verdict: claimed });
    return respondToTask(aServiceCase({ task, trust, attempt }), [verified], ports).catch(() => undefined);
  };
  if (atOnce) await Promise.all(deliveries.map(respond));
  else
    for (const each of deliveries) {
      await respond(each);
      now += MINUTE;
    }
  return atOnce ? ecs.stopped : asked;
};
