import type { FunctionName } from '../functions/functions';

/** The stacks of a deployment by their purpose. */
export interface StackIds {
  readonly signing: string;
  readonly verifier: string;
  readonly sample: string;
}

/** The ids of a deployment's three stacks. */
export const stackIds = (deployment: string): StackIds => ({
  signing: `${deployment}-signing`,
  verifier: `${deployment}-verifier`,
  sample: `${deployment}-sample`,
});

/** The name and the location of a deployment. */
export interface Place {
  readonly name: string;
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** The IAM path of the roles and policies, such as `/platform/`. Default: `/`. */
  readonly iamPath?: string | undefined;
}

/** The key of the tag that every resource of a deployment has; its value is the deployment's name. */
export const DEPLOYMENT_TAG = 'ecs-image-trust:deployment';

const baseName = ({ name }: Pick<Place, 'name'>): string => `${name}-image-trust`;

/**
 * The name of the trust document's bucket. Bucket names are unique in a whole partition, so it contains account and
 * region.
 */
export const bucketName = ({ name, account, region }: Pick<Place, 'name' | 'account' | 'region'>): string =>
  `${baseName({ name })}-${account}-${region}`;

/** The name of the bucket of reports, which is shorter than the trust document's. */
export const reportBucketName = ({ name, account, region }: Pick<Place, 'name' | 'account' | 'region'>): string =>
  `${name}-reports-${account}-${region}`;

/** The names of what each Lambda function of a deployment has of its own. */
export const functionNames = (place: Pick<Place, 'name'>, name: FunctionName) => {
  const own = `${baseName(place)}-${name}`;
  return { function: own, role: own, logGroup: `/aws/lambda/${own}` } as const;
};

/**
 * The names of the other resources in a deployment's verifier stack. No two deployments share a name of the same
 * resource type.
 */
export const verifierNames = (place: Place) => {
  const base = baseName(place);
  return {
    bucket: bucketName(place),
    queue: base,
    deadLetters: `${base}-dead-letters`,
    undelivered: `${base}-undelivered`,
    table: `${base}-ledger`,
    topic: base,
    topicKeyAlias: `alias/${base}-topic`,
    rule: `${base}-tasks`,
    hookRule: `${base}-hooks`,
    grantRule: `${base}-grants`,
    grantTable: `${base}-grants`,
    breakGlassRole: `${base}-break-glass`,
    reportBucket: reportBucketName(place),
    schedule: `${base}-sweep`,
    scheduleRole: `${base}-schedule`,
    notifyQueue: `${base}-notify`,
    notifyDeadLetters: `${base}-notify-dead-letters`,
    sweepImagesPolicy: `${base}-sweep-images`,
    readImagesPolicy: `${base}-read-images`,
    stopTasksPolicy: `${base}-stop-tasks`,
    answerHooksPolicy: `${base}-answer-hooks`,
    dashboard: base,
    /** The beginning of every alarm's name; the alarms themselves are listed in stacks/alarms.ts. */
    alarmPrefix: `${base}-`,
  } as const;
};

/** The names of the resources in a deployment's sample stack, and of the repositories of its images. */
export const sampleNames = ({ name }: Pick<Place, 'name'>) =>
  ({
    cluster: `${name}-sample`,
    executionRole: `${name}-sample-execution`,
    logGroup: `/ecs/${name}-sample`,
    signed: { repository: `${name}-sample/signed`, family: `${name}-signed-task-def` },
    unsigned: { repository: `${name}-sample/unsigned`, family: `${name}-unsigned-task-def` },
  }) as const;
