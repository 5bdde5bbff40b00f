import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readsOnly } from './deployer';
import { deploymentFile, HOST, writeDeployment } from './deployment-files';
import { plannedChanges } from './plan-changes';
import { step } from './step-table';
import type { TheStory } from './story';

const PROFILE = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';

const WIDENED = {
  sample: { repositories: [`${HOST}/dev-sample/*`], signers: [PROFILE] },
  shop: { repositories: [`${HOST}/shop/*`, `${HOST}/legacy/*`], signers: [PROFILE, `${PROFILE}_contractors`] },
};

// As the plan before has synthesised it.
const showsRenamed = (story: TheStory): void =>
  step('a construct with another id: the plan destroys what it was, and makes it anew', async () => {
    const { deploy } = story();
    const file = join(deploy.directory, 'cdktf.out/stacks/dev-verifier/cdk.tf.json');
    const synthesised = readFileSync(file, 'utf8');
    const stack = JSON.parse(synthesised) as { resource: { aws_dynamodb_table: Record<string, object> } };
    const { ledger = {} } = stack.resource.aws_dynamodb_table;
    stack.resource.aws_dynamodb_table = { memory: ledger };
    writeFileSync(file, JSON.stringify(stack).replaceAll('aws_dynamodb_table.ledger', 'aws_dynamodb_table.memory'));
    const changes = await plannedChanges(deploy, 'dev-verifier');
    writeFileSync(file, synthesised);
    expect([...changes].sort()).toEqual(['create aws_dynamodb_table.memory', 'delete aws_dynamodb_table.ledger']);
  });

/** What a reviewer sees of a change before it is deployed. */
export const reviewing = (story: TheStory): void =>
  describe('reviewing', () => {
    let since = 0;

    beforeAll(() => {
      since = story().deploy.front.calls.length;
    });

    step('image-trust plan of what is deployed: nothing would change', async () => {
      const result = await story().deploy.imageTrust('plan', '--deployment', 'dev');
      expect(result).toMatchObject({ status: 0 });
    });

    showsRenamed(story);

    step('image-trust plan --markdown of a widened policy: that comes first', async () => {
      const { deploy } = story();
      const file = join(deploy.directory, 'plan.md');
      writeDeployment(deploy.directory, deploymentFile(deploy.network, { policies: WIDENED }));
      const result = await deploy.imageTrust('plan', '--deployment', 'dev', '--markdown', file);
      writeDeployment(deploy.directory, deploymentFile(deploy.network));
      expect(result).toMatchObject({ status: 2 });
      const markdown = readFileSync(file, 'utf8');
      expect(markdown).toContain(`${HOST}/legacy/*`);
      expect(markdown.indexOf('dev_workloads_contractors')).toBeLessThan(markdown.indexOf('aws_s3_object'));
    });

    readsOnly(story, () => since);
  });
