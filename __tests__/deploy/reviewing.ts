import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readsOnly } from './deployer';
import { deploymentFile, HOST, writeDeployment } from './deployment-files';
import { plannedChanges } from './plan-changes';
import { step } from './step-table';
import type { GetContext } from './deploy-context';

const PROFILE = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';

const BROADENED = {
  sample: { repositories: [`${HOST}/dev-sample/*`], signers: [PROFILE] },
  shop: { repositories: [`${HOST}/shop/*`, `${HOST}/legacy/*`], signers: [PROFILE, `${PROFILE}_contractors`] },
};

// Uses the stack that the plan before it has synthesised.
const showsRenamed = (context: GetContext): void =>
  step('a construct with a changed id: the plan deletes its resource and creates a new one', async () => {
    const { environment } = context();
    const file = join(environment.directory, 'cdktf.out/stacks/dev-verifier/cdk.tf.json');
    const synthesised = readFileSync(file, 'utf8');
    const stack = JSON.parse(synthesised) as { resource: { aws_dynamodb_table: Record<string, object> } };
    const { ledger = {} } = stack.resource.aws_dynamodb_table;
    stack.resource.aws_dynamodb_table = { renamed: ledger };
    writeFileSync(file, JSON.stringify(stack).replaceAll('aws_dynamodb_table.ledger', 'aws_dynamodb_table.renamed'));
    const changes = await plannedChanges(environment, 'dev-verifier');
    writeFileSync(file, synthesised);
    expect([...changes].sort()).toEqual(['create aws_dynamodb_table.renamed', 'delete aws_dynamodb_table.ledger']);
  });

/** Plans changes before they are deployed. */
export const reviewing = (context: GetContext): void =>
  describe('reviewing', () => {
    let since = 0;

    beforeAll(() => {
      since = context().environment.proxy.calls.length;
    });

    step('image-trust plan of the unchanged deployment: no changes', async () => {
      const result = await context().environment.imageTrust('plan', '--deployment', 'dev');
      expect(result).toMatchObject({ status: 0 });
    });

    showsRenamed(context);

    step('image-trust plan --markdown of a broadened policy: lists the policy first', async () => {
      const { environment } = context();
      const file = join(environment.directory, 'plan.md');
      writeDeployment(environment.directory, deploymentFile(environment.network, { policies: BROADENED }));
      const result = await environment.imageTrust('plan', '--deployment', 'dev', '--markdown', file);
      writeDeployment(environment.directory, deploymentFile(environment.network));
      expect(result).toMatchObject({ status: 2 });
      const markdown = readFileSync(file, 'utf8');
      expect(markdown).toContain(`${HOST}/legacy/*`);
      expect(markdown.indexOf('dev_workloads_contractors')).toBeLessThan(markdown.indexOf('aws_s3_object'));
    });

    readsOnly(context, () => since);
  });
