import { deploymentFile, HOST, writeDeployment } from './deployment-files';
import { plannedChanges } from './plan-changes';
import { step } from './step-table';
import { deployArguments, type TheStory } from './story';

const CHANGED = {
  tags: { team: 'platform', 'cost-center': '4711' },
  clusters: { 'dev-sample': { mode: 'enforce' }, payments: { mode: 'enforce' } },
  policies: {
    sample: {
      repositories: [`${HOST}/dev-sample/*`, `${HOST}/shop/*`],
      signers: ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads'],
    },
  },
};

/** What was deployed is changed: another trust document, another enforced cluster, another tag. */
export const changing = (story: TheStory): void =>
  describe('changing', () => {
    step('image-trust deploy of a changed file: all in place, but the trust document', async () => {
      const { deploy } = story();
      writeDeployment(deploy.directory, deploymentFile(deploy.network, CHANGED));
      const result = await deploy.imageTrust(...deployArguments('--only', 'verifier'));
      expect(result).toMatchObject({ status: 0 });
      const made = [...result.stderr.matchAll(/(?<address>aws_\S+): Creating\.\.\./g)];
      expect([...new Set(made.map(({ groups }) => groups?.['address']))]).toEqual(['aws_s3_object.trust_document']);
      await expect(plannedChanges(deploy, 'dev-verifier')).resolves.toEqual([]);
    });
  });
