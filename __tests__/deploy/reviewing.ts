import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploymentFile, HOST, writeDeployment } from './deployment-files';
import { step } from './step-table';
import type { TheStory } from './story';

const PROFILE = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';

const WIDENED = {
  sample: { repositories: [`${HOST}/dev-sample/*`], signers: [PROFILE] },
  shop: { repositories: [`${HOST}/shop/*`, `${HOST}/legacy/*`], signers: [PROFILE, `${PROFILE}_contractors`] },
};

/** What a reviewer sees of a change before it is deployed. */
export const reviewing = (story: TheStory): void =>
  describe('reviewing', () => {
    step('image-trust plan of what is deployed: nothing would change', async () => {
      const result = await story().deploy.imageTrust('plan', '--deployment', 'dev');
      expect(result).toMatchObject({ status: 0 });
    });

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
  });
