import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runCheckov } from '../support/checkov/checkov';
import { idleIn, parseCheckovExceptions, unexcusedBy } from '../support/checkov/checkov-exceptions';
import { PARTS, type Synthesis, synthesiseExample, type WrittenStack } from '../support/terraform/example-synthesis';

const EXCEPTIONS = resolve(__dirname, '../../stacks/checkov-exceptions.json');
// checkov has no check for these types, so its report does not show whether it read them.
const WITHOUT_CHECKS = [
  'aws_cloudwatch_dashboard',
  'aws_cloudwatch_event_rule',
  'aws_cloudwatch_event_target',
  'aws_dynamodb_resource_policy',
  'aws_ecr_repository_policy',
  'aws_kms_alias',
  'aws_lambda_event_source_mapping',
  'aws_lambda_function_event_invoke_config',
  'aws_s3_bucket_server_side_encryption_configuration',
  'aws_s3_bucket_versioning',
  'aws_s3_object',
  'aws_signer_signing_profile',
  'aws_sns_topic_policy',
];

/** What the example does not have, so that its resources are checked, too. */
const GATED = {
  gate: { stages: ['PRE_SCALE_UP'] },
  breakGlass: { assumedBy: ['arn:aws:iam::111122223333:role/on-call'] },
};

const resourcesOf = (part: string, { resource }: WrittenStack): readonly string[] =>
  Object.entries(resource)
    .filter(([type]) => !WITHOUT_CHECKS.includes(type))
    .flatMap(([type, named]) => Object.keys(named).map((name) => `${part} ${type}.${name}`));

describe('checkov', () => {
  let example: Synthesis;

  beforeAll(() => {
    example = synthesiseExample(GATED);
  }, 120_000);

  afterAll(() => example.remove());

  it('finds only excused problems in the stacks of the example with a gate and break-glass, and no exception is idle', async () => {
    const exceptions = parseCheckovExceptions(readFileSync(EXCEPTIONS, 'utf8'));
    const stacks = Object.fromEntries(PARTS.map((part) => [part, example.stack(part)]));
    const { failed, seen } = await runCheckov(stacks);
    expect({ unexcused: unexcusedBy(exceptions, failed), idle: idleIn(exceptions, failed) }).toEqual({
      unexcused: [],
      idle: [],
    });
    expect(seen).toEqual(PARTS.flatMap((part) => resourcesOf(part, example.stack(part))).sort());
  }, 300_000);

  it('finds a repository with mutable tags', async () => {
    const { resource, ...rest } = example.stack('signing');
    const mutable = { ...resource['aws_ecr_repository']?.['workload-shop_web'], image_tag_mutability: 'MUTABLE' };
    const stack = { ...rest, resource: { aws_ecr_repository: { 'workload-shop_web': mutable } } };
    const { failed } = await runCheckov({ signing: stack });
    expect(unexcusedBy(parseCheckovExceptions(readFileSync(EXCEPTIONS, 'utf8')), failed)).toEqual([
      'CKV_AWS_51 signing aws_ecr_repository.workload-shop_web: Ensure ECR Image Tags are immutable',
    ]);
  }, 300_000);

  it('fails the test when it could not read a resource', async () => {
    const unreadable = { ...example.stack('signing'), resource: { aws_sns_topic: { topic: ['no block'] } } };
    await expect(runCheckov({ signing: unreadable })).rejects.toThrow(
      /^checkov could not read .*signing\/aws_sns_topic\.topic\.tf\.json$/,
    );
  }, 300_000);
});
