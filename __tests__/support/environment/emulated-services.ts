import { DescribeServiceDeploymentsCommand, DescribeServiceRevisionsCommand, ECSClient } from '@aws-sdk/client-ecs';
import { type EmulatedAws, startAws } from '../../../testing/aws/emulated-aws';
import type { PlannedHook } from '../../../testing/ecs/deployment-plan';
import { toHookDetail } from '../../../testing/ecs/hook-event';
import type { DeploymentInput } from '../../../testing/ecs/service-deployment';

/** The moment at which the emulation starts, in milliseconds since the epoch. */
export const START = Date.parse('2026-06-01T12:00:00Z');

/** The cluster of the services below. */
export const CLUSTER = 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop';

/** A digest whose hex digits are all the same. */
export const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`;

/** A pause hook before the first task. */
export const pauseHook = (overrides: Partial<PlannedHook> = {}): PlannedHook => ({
  stages: ['PRE_SCALE_UP'],
  timeoutMinutes: 60,
  timeoutAction: 'ROLLBACK',
  ...overrides,
});

/** The deployment of a service with one container. */
export const deploymentInput = (overrides: Partial<DeploymentInput> = {}): DeploymentInput => ({
  clusterArn: CLUSTER,
  service: 'web',
  revision: {
    taskDefinition: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1',
    containers: [{ name: 'web', image: 'registry.example/web:v1', pulledDigest: digestOf('a') }],
  },
  ...overrides,
});

/** An emulated AWS with a clock of its own, and a client of its ECS. */
export interface EmulatedServices {
  readonly aws: EmulatedAws;
  readonly ecs: ECSClient;
  /** Moves the clock forward. */
  readonly passMinutes: (minutes: number) => void;
  /** The deployment as ECS describes it. */
  readonly describe: (deploymentArn: string) => ReturnType<typeof describeDeployment>;
  /** The revision as ECS describes it. */
  readonly describeRevision: (revisionArn: string) => ReturnType<typeof describeRevision>;
  /** The names of the events about hooks and their stages, in order. */
  readonly events: () => readonly string[];
}

const describeDeployment = async (ecs: ECSClient, arn: string) => {
  const { serviceDeployments } = await ecs.send(
    new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }),
  );
  return serviceDeployments?.[0];
};

const describeRevision = async (ecs: ECSClient, arn: string) => {
  const { serviceRevisions } = await ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: [arn] }));
  return serviceRevisions?.[0];
};

/** Starts the emulation at one moment, which passes only on demand. */
export const startServices = async (start: number): Promise<EmulatedServices> => {
  let now = start;
  const aws = await startAws({ password: 'password', readManifest: () => undefined, now: () => now });
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
  const ecs = new ECSClient({ endpoint: aws.endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
  return {
    aws,
    ecs,
    passMinutes: (minutes) => {
      now += minutes * 60_000;
    },
    describe: (arn) => describeDeployment(ecs, arn),
    describeRevision: (arn) => describeRevision(ecs, arn),
    events: () =>
      aws.hookChanges.map((change) => {
        const { eventName, lifecycleStage } = toHookDetail(change) as Record<string, string>;
        return `${eventName ?? ''} ${lifecycleStage ?? ''}`;
      }),
  };
};

/** A new emulation for each test of a file, started at START. */
export const useServices = (): EmulatedServices => {
  let started: EmulatedServices;

  beforeEach(async () => {
    started = await startServices(START);
  });

  afterEach(() => started.aws.stop());

  return {
    get aws() {
      return started.aws;
    },
    get ecs() {
      return started.ecs;
    },
    passMinutes: (minutes) => started.passMinutes(minutes),
    describe: (arn) => started.describe(arn),
    describeRevision: (arn) => started.describeRevision(arn),
    events: () => started.events(),
  };
};
