import { FUNCTIONS } from '../../../contracts/functions/functions';
import { MAX_BUCKET_NAME_LENGTH } from '../../../contracts/naming/bucket-name';
import {
  functionNames,
  sampleNames,
  stackIds,
  verifierNames,
  type Place,
} from '../../../contracts/naming/resource-names';
import { ALARM_KINDS, alarmName } from '../../../stacks/alarms';

const place = (name: string, region = 'eu-west-1'): Place => ({
  name,
  partition: 'aws',
  region,
  account: '111122223333',
});

/** The names of a deployment by resource type; names of the same type must differ. */
const namesByKind = (name: string): Readonly<Record<string, readonly string[]>> => {
  const verifier = verifierNames(place(name));
  const functions = FUNCTIONS.map((each) => functionNames({ name }, each));
  const sample = sampleNames({ name });
  return {
    stack: Object.values(stackIds(name)),
    bucket: [verifier.bucket],
    queue: [verifier.queue, verifier.deadLetters, verifier.undelivered],
    table: [verifier.table],
    topic: [verifier.topic],
    alias: [verifier.topicKeyAlias],
    rule: [verifier.rule],
    function: functions.map((each) => each.function),
    role: [...functions.map(({ role }) => role), sample.executionRole],
    policy: [verifier.readImagesPolicy, verifier.stopTasksPolicy],
    'log group': [...functions.map(({ logGroup }) => logGroup), sample.logGroup],
    dashboard: [verifier.dashboard],
    alarm: ALARM_KINDS.map((kind) => alarmName(place(name), kind)),
    cluster: [sample.cluster],
    repository: [sample.signed.repository, sample.unsigned.repository],
    family: [sample.signed.family, sample.unsigned.family],
  };
};

// Names that look like the name of another deployment followed by one of our suffixes.
const DEPLOYMENTS = [
  'dev',
  'dev-2',
  'dev-image-trust',
  'dev-image-trust-image-trust',
  'dev-launch',
  'dev-ledger',
  'dev-dead-letters',
  'dev-sample',
  'dev-sample-execution',
  'dev-signed',
  'dev-unsigned',
  'dev-signing',
  'dev-verifier',
  'de',
];

/** The names that AWS allows for each resource type. */
const LIMITS: Readonly<Record<string, RegExp>> = {
  stack: /^[A-Za-z0-9-]{1,64}$/,
  queue: /^[A-Za-z0-9_-]{1,80}$/,
  table: /^[A-Za-z0-9_.-]{3,255}$/,
  topic: /^[A-Za-z0-9_-]{1,256}$/,
  alias: /^alias\/[A-Za-z0-9/_-]{1,250}$/,
  rule: /^[A-Za-z0-9_.-]{1,64}$/,
  function: /^[A-Za-z0-9_-]{1,64}$/,
  role: /^[A-Za-z0-9+=,.@_-]{1,64}$/,
  policy: /^[A-Za-z0-9+=,.@_-]{1,128}$/,
  'log group': /^[A-Za-z0-9._/#-]{1,512}$/,
  dashboard: /^[A-Za-z0-9_-]{1,255}$/,
  alarm: /^.{1,255}$/,
  cluster: /^[A-Za-z0-9_-]{1,255}$/,
  repository: /^(?=.{2,256}$)[a-z0-9]+(?:[._-][a-z0-9]+)*\/[a-z]+$/,
  family: /^[A-Za-z0-9_-]{1,255}$/,
};

describe('the names of a deployment', () => {
  it.each(Object.keys(namesByKind('dev')))('are unique across deployments: %s', (kind) => {
    const all = DEPLOYMENTS.flatMap((name) => namesByKind(name)[kind] ?? []);
    expect(all.length).toBeGreaterThanOrEqual(DEPLOYMENTS.length);
    expect(new Set(all).size).toBe(all.length);
  });

  it.each(Object.entries(LIMITS))(
    'are within the limits of AWS, even for the longest deployment name: %s',
    (kind, limit) => {
      const longest = `${'d'.repeat(15)}-${'d'.repeat(15)}`;
      for (const name of namesByKind(longest)[kind] ?? []) expect(name).toMatch(limit);
    },
  );

  it('contain the region where a name must be unique in a whole partition', () => {
    expect(verifierNames(place('dev')).bucket).toBe('dev-image-trust-111122223333-eu-west-1');
    expect(verifierNames(place('dev', 'us-east-1')).bucket).toBe('dev-image-trust-111122223333-us-east-1');
    expect(MAX_BUCKET_NAME_LENGTH).toBe(63);
  });
});
