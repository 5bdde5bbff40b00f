import { parseDeployment, type Deployment } from '../../contracts/deployment/deployment';
import { BUCKET_NAME } from '../../contracts/naming/bucket-name';
import { KNOWN_REGIONS } from '../../contracts/naming/regions';
import { SampleStack } from '../../stacks/sample-stack';
import { SigningStack } from '../../stacks/signing-stack';
import { VerifierStack } from '../../stacks/verifier-stack';
import { aDeployment, deploymentInput } from '../support/deployment/deployment';
import { aFullLock } from '../support/deployment/deployment-sample';
import { synthFor, type SynthesisedStack } from '../support/terraform/synth';

/** The names that each service's own documentation allows, by resource type and attribute. */
const ALLOWED: Readonly<Record<string, RegExp>> = {
  'aws_cloudwatch_dashboard.dashboard_name': /^[A-Za-z0-9_-]{1,255}$/,
  'aws_cloudwatch_event_rule.name': /^[.\-_A-Za-z0-9]{1,64}$/,
  'aws_cloudwatch_event_target.target_id': /^[.\-_A-Za-z0-9]{1,64}$/,
  'aws_cloudwatch_log_group.name': /^[.\-_/#A-Za-z0-9]{1,512}$/,
  'aws_cloudwatch_metric_alarm.alarm_name': /^[\x20-\x7E]{1,255}$/,
  'aws_dynamodb_table.name': /^[a-zA-Z0-9_.-]{3,255}$/,
  'aws_ecr_repository.name': /^(?=.{2,256}$)(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/,
  'aws_ecs_cluster.name': /^[a-zA-Z0-9_-]{1,255}$/,
  'aws_ecs_task_definition.family': /^[a-zA-Z0-9_-]{1,255}$/,
  'aws_iam_policy.name': /^[\w+=,.@-]{1,128}$/,
  'aws_iam_role.name': /^[\w+=,.@-]{1,64}$/,
  'aws_iam_role_policy.name': /^[\w+=,.@-]{1,128}$/,
  'aws_kms_alias.name': /^alias\/(?!aws\/)[a-zA-Z0-9/_-]{1,250}$/,
  'aws_lambda_function.function_name': /^[a-zA-Z0-9_-]{1,64}$/,
  'aws_s3_bucket.bucket': BUCKET_NAME,
  'aws_scheduler_schedule.name': /^[0-9a-zA-Z\-_.]{1,64}$/,
  'aws_signer_signing_profile.name': /^[a-zA-Z0-9_]{2,64}$/,
  'aws_signer_signing_profile_permission.statement_id': /^[a-zA-Z0-9_-]{1,64}$/,
  'aws_sns_topic.name': /^[A-Za-z0-9_-]{1,256}$/,
  'aws_sqs_queue.name': /^[A-Za-z0-9_-]{1,80}$/,
};

const NAMING = /^(?:name|bucket|family|statement_id|target_id|(?:function|alarm|dashboard|schedule|profile)_name)$/;
const PROFILE = 'P'.repeat(64);
const MAX_TAGS = 49;

const isAccepted = (name: string, region: string): boolean => {
  try {
    deploymentIn(name, region);
    return true;
  } catch {
    return false;
  }
};

/** The longest names that a deployment file may have in a region. */
const deploymentIn = (name: string, region: string): Deployment => {
  const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  const signers = [`arn:${partition}:signer:${region}:111122223333:/signing-profiles/${PROFILE}`];
  const repositories = [`111122223333.dkr.ecr.${region}.amazonaws.com/*`];
  const file = deploymentInput({
    name,
    region,
    tags: Object.fromEntries(
      Array.from({ length: MAX_TAGS }, (_, index) => [`${index}-${'k'.repeat(125)}`, 'v'.repeat(256)]),
    ),
    signing: {
      profile: PROFILE,
      crossAccountSigners: ['444455556666'],
      repositories: { workloads: ['w'.repeat(256), 'a/b-c.d_e'], verifier: 'v'.repeat(256) },
    },
    policies: { ['p'.repeat(63)]: { repositories, signers } },
    sample: { subnets: ['subnet-0a1b2c3d'] },
  });
  return parseDeployment(JSON.stringify(file), `deployments/${name}.json`);
};

const longestIn = (region: string): Deployment => {
  const lengths = Array.from({ length: 40 }, (_, index) => 40 - index);
  const longest = lengths.map((length) => 'd'.repeat(length)).find((name) => isAccepted(name, region));
  return deploymentIn(longest ?? '', region);
};

const stacksOf = (deployment: Deployment): readonly SynthesisedStack[] =>
  [SigningStack, VerifierStack, SampleStack].map((Stack) => synthFor(Stack, deployment, aFullLock(deployment)));

/** Every name in a stack, with its resource type and attribute. References to other resources are none. */
const namesIn = ({ addresses, at }: SynthesisedStack): readonly (readonly [string, string])[] =>
  addresses.flatMap((address) =>
    Object.entries(at(address))
      .filter(([key, value]) => NAMING.test(key) && typeof value === 'string' && !value.startsWith('${'))
      .map(([key, value]) => [`${address.split('.')[0] ?? ''}.${key}`, String(value)] as const),
  );

const tagsIn = ({ json }: SynthesisedStack): Readonly<Record<string, string>> => {
  const { aws } = json['provider'] as { aws: readonly { default_tags: readonly { tags: Record<string, string> }[] }[] };
  return aws[0]?.default_tags[0]?.tags ?? {};
};

describe('the longest names that a deployment file may have', () => {
  const shortRegion = [...KNOWN_REGIONS].sort((a, b) => a.length - b.length)[0] ?? '';

  it.each([shortRegion, 'ap-southeast-2', 'us-gov-west-1'])('lead to names that AWS allows in %s', (region) => {
    const names = stacksOf(longestIn(region)).flatMap(namesIn);
    expect(names.length).toBeGreaterThan(30);
    for (const [what, name] of names)
      expect([what, name]).toEqual([what, expect.stringMatching(ALLOWED[what] ?? /(?!)/)]);
    expect(new Set(names.map(([what]) => what))).toEqual(new Set(Object.keys(ALLOWED)));
  });

  it('are those of the file in full: profile, repositories and tags', () => {
    const names = stacksOf(longestIn(shortRegion)).flatMap(namesIn);
    for (const [what, length] of [
      ['aws_signer_signing_profile.name', 64],
      ['aws_ecr_repository.name', 256],
      ['aws_s3_bucket.bucket', 63],
    ] as const)
      expect(Math.max(...names.filter(([each]) => each === what).map(([, name]) => name.length))).toBe(length);
  });

  it('lead to tags that every service allows', () => {
    for (const stack of stacksOf(longestIn(shortRegion))) {
      const tags = Object.entries(tagsIn(stack));
      expect(tags).toHaveLength(MAX_TAGS + 1);
      for (const [key, value] of tags) {
        expect(key).toMatch(/^(?!aws:)[a-zA-Z+-=._:/]{1,128}$/);
        expect(key).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u);
        expect(value).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u);
      }
    }
  });
});

describe('the shortest name that a deployment file may have', () => {
  it('leads to names that AWS allows, too', () => {
    const deployment = aDeployment();
    for (const [what, name] of stacksOf({ ...deployment, name: 'de' }).flatMap(namesIn))
      expect([what, name]).toEqual([what, expect.stringMatching(ALLOWED[what] ?? /(?!)/)]);
  });
});
