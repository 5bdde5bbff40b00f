import { deploymentFile, HOST, writeDeployment } from './deployment-files';
import { plannedChanges } from './plan-changes';
import { step } from './step-table';
import { deployArguments, type GetContext } from './deploy-context';

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

/** Changes the deployment: another policy, another enforced cluster, another tag. */
export const changing = (context: GetContext): void =>
  describe('changing', () => {
    step('image-trust deploy of a changed file: creates a new trust document, changes the rest in place', async () => {
      const { environment } = context();
      writeDeployment(environment.directory, deploymentFile(environment.network, CHANGED));
      const result = await environment.imageTrust(...deployArguments('--only', 'verifier'));
      expect(result).toMatchObject({ status: 0 });
      const created = [...result.stderr.matchAll(/(?<address>aws_\S+): Creating\.\.\./g)];
      expect([...new Set(created.map(({ groups }) => groups?.['address']))]).toEqual(['aws_s3_object.trust_document']);
      await expect(plannedChanges(environment, 'dev-verifier')).resolves.toEqual([]);
    });
  });
