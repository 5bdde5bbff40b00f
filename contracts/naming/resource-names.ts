/** The stacks of a deployment, by what they are for. */
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

/** What says where a deployment is. */
export interface Place {
  readonly name: string;
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** What each alarm is about; docs/operations.md has a heading of the same name. */
export const ALARMS = [
  'dead-letters',
  'undelivered-events',
  'queue-age',
  'function-errors',
  'function-throttles',
  'untrusted',
  'inconclusive-service',
  'inconclusive-image',
  'stop-budget-spent',
  'trust-document-refused',
] as const;

/** What one alarm is about. */
export type AlarmKind = (typeof ALARMS)[number];

/** S3 allows no longer name. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const MAX_BUCKET_NAME_LENGTH = 63;

/** The bucket of the trust document; bucket names are unique in a whole partition, so it has account and region. */
export const bucketName = ({ name, account, region }: Omit<Place, 'partition'>): string =>
  `${name}-image-trust-${account}-${region}`;

/** The names of all that a deployment's verifier stack makes; of one kind no two deployments ever share one. */
export const verifierNames = (place: Place) => {
  const base = `${place.name}-image-trust`;
  return {
    bucket: bucketName(place),
    queue: base,
    deadLetters: `${base}-dead-letters`,
    undelivered: `${base}-undelivered`,
    table: `${base}-ledger`,
    topic: base,
    topicKeyAlias: `alias/${base}-topic`,
    rule: `${base}-tasks`,
    launchFunction: `${base}-launch`,
    launchRole: `${base}-launch`,
    readImagesPolicy: `${base}-read-images`,
    stopTasksPolicy: `${base}-stop-tasks`,
    launchLogGroup: `/aws/lambda/${base}-launch`,
    dashboard: base,
    alarm: (kind: AlarmKind): string => `${base}-${kind}`,
  } as const;
};

/** The names of all that a deployment's sample stack makes, and of the repositories that its images are kept in. */
export const sampleNames = ({ name }: Pick<Place, 'name'>) =>
  ({
    cluster: `${name}-sample`,
    executionRole: `${name}-sample-execution`,
    logGroup: `/ecs/${name}-sample`,
    signed: { repository: `${name}-sample/signed`, family: `${name}-signed-task-def` },
    unsigned: { repository: `${name}-sample/unsigned`, family: `${name}-unsigned-task-def` },
  }) as const;
