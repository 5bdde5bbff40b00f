import type { DeployEnvironment } from './deploy-environment';
import { deploymentFile, gateFields, HOST, noticeFields, ON_CALL, writeDeployment } from './deployment-files';
import { plannedChanges } from './plan-changes';
import { pushing } from './push-requests';
import { step } from './step-table';
import { buildArguments, deployArguments, type GetContext } from './deploy-context';

/** The fields that the first change replaces. */
export const CHANGED = {
  sweep: { everyMinutes: 30 },
  tags: { team: 'platform', 'cost-center': '4711' },
  clusters: { 'dev-sample': { mode: 'enforce' }, payments: { mode: 'enforce' } },
  policies: {
    sample: {
      repositories: [`${HOST}/dev-sample/*`, `${HOST}/shop/*`],
      signers: ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads'],
    },
  },
};

/** Writes the deployment file with everything that a deployment can have, with some fields replaced. */
const writeComplete = ({ directory, network, webhookSecret }: DeployEnvironment, overrides: object = {}): void =>
  writeDeployment(
    directory,
    deploymentFile(network, { ...CHANGED, ...gateFields, ...noticeFields(webhookSecret), ...overrides }),
  );

/** What adding everything but the webhook adds, besides alarms. */
const ADDED = [
  'aws_cloudwatch_event_rule.events_grants',
  'aws_cloudwatch_event_rule.events_hooks',
  'aws_cloudwatch_event_target.events_grants_target',
  'aws_cloudwatch_event_target.events_hooks_target',
  'aws_cloudwatch_log_group.notify_logs',
  'aws_dynamodb_resource_policy.break-glass_only-by-role',
  'aws_dynamodb_table.break-glass_grants',
  'aws_ecr_repository.workload-dev-canary',
  'aws_iam_policy.launch_role_answer-hooks',
  'aws_iam_role.break-glass_role',
  'aws_iam_role.notify_role',
  'aws_iam_role_policy.break-glass_own',
  'aws_iam_role_policy.notify_own',
  'aws_iam_role_policy_attachment.launch_role_answer-hooks-attached',
  'aws_lambda_event_source_mapping.notify_feed',
  'aws_lambda_function.notify',
  'aws_s3_object.trust_document',
  'aws_signer_signing_profile.signing-profile_dev_canary',
  'aws_sqs_queue.notify_dead-letters',
  'aws_sqs_queue.notify_queue',
  'aws_sqs_queue_policy.notify_dead-letters_policy',
  'aws_sqs_queue_policy.notify_queue_policy',
];

const createdIn = (stderr: string): readonly string[] => [
  ...new Set(
    [...stderr.matchAll(/(?<address>aws_\S+): Creating\.\.\./g)].map(({ groups }) => groups?.['address'] ?? ''),
  ),
];

/**
 * Changes the deployment: another policy, another enforced cluster, another rate of the sweep, another tag, then a gate,
 * break-glass, canary images, findings and a webhook.
 */
export const changing = (context: GetContext): void =>
  describe('changing', () => {
    step('image-trust deploy of a changed file: creates a new trust document, changes the rest in place', async () => {
      const { environment } = context();
      writeDeployment(environment.directory, deploymentFile(environment.network, CHANGED));
      const result = await environment.imageTrust(...deployArguments('--only', 'verifier'));
      expect(result).toMatchObject({ status: 0 });
      expect(createdIn(result.stderr)).toEqual(['aws_s3_object.trust_document']);
      await expect(plannedChanges(environment, 'dev-verifier')).resolves.toEqual([]);
    });

    step(
      'the verifier stack with canary images that are not pushed yet: fails, and says what to run first',
      async () => {
        const { environment } = context();
        writeComplete(environment, { webhook: undefined });
        const result = await environment.imageTrust(...deployArguments('--only', 'verifier'));
        expect(result.status).not.toBe(0);
        expect(result.stderr).toContain(
          `names no signed image "canary-good" of ${HOST}/dev-canary: run npx image-trust`,
        );
      },
    );

    step(
      'a file with everything that can be added, but no webhook: creates what it needs, and nothing else',
      async () => {
        const { environment } = context();
        const { status, stderr } = await pushing(() =>
          environment.imageTrust(...deployArguments('--', ...buildArguments(context()))),
        );
        expect(status === 0 ? 'done' : stderr.slice(-2_000)).toBe('done');
        expect(stderr).toContain('the canary images are not in this plan: sign-and-push pushes them after it');
        const created = createdIn(stderr).filter((address) => !address.startsWith('aws_cloudwatch_metric_alarm.'));
        expect([...created].sort()).toEqual(ADDED);
        await expect(plannedChanges(environment, 'dev-verifier')).resolves.toEqual([]);
      },
    );

    step(
      'a file with more who may use break-glass, and a webhook: changes only what these need, in place',
      async () => {
        const { environment } = context();
        const breakGlass = { assumedBy: [ON_CALL, 'arn:aws:iam::444455556666:root'] };
        writeComplete(environment, { breakGlass });
        const result = await environment.imageTrust(...deployArguments('--only', 'verifier'));
        expect(result).toMatchObject({ status: 0 });
        const changed = [...result.stderr.matchAll(/(?<address>aws_\S+): Modifying\.\.\./g)];
        expect(changed.map(({ groups }) => groups?.['address']).sort()).toEqual([
          'aws_iam_role.break-glass_role',
          'aws_iam_role_policy.notify_own',
          'aws_lambda_function.notify',
        ]);
        expect(createdIn(result.stderr)).toEqual([]);
      },
    );
  });
