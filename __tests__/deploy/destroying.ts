import { CHANGED } from './changing';
import { deploymentFile, noticeFields, writeDeployment } from './deployment-files';
import { remainingResources } from './remaining-resources';
import { step } from './step-table';
import { deployArguments, type GetContext } from './deploy-context';

const DESTROY = ['destroy', '--deployment', 'dev', '--auto-approve', '--skip-provider-lock'] as const;

const SIGNING = { profile: 'dev_workloads', repositories: { workloads: ['shop/web'], verifier: 'dev-image-trust' } };

/** Writes the deployment file so that destroy may remove the profile, and whatever `overrides` allow. */
const allowRemoval = ({ environment }: ReturnType<GetContext>, overrides: object): void =>
  writeDeployment(
    environment.directory,
    deploymentFile(environment.network, {
      signing: { ...SIGNING, retainProfile: false },
      canary: noticeFields(environment.webhookSecret).canary,
      // The policies of the deployer do not include removing a tag.
      tags: CHANGED.tags,
      ...overrides,
    }),
  );

const destroysTwo = (context: GetContext): void =>
  step('destroy: removes sample and verifier, keeps the profile, the repositories and the images', async () => {
    const { environment } = context();
    await expect(environment.imageTrust(...DESTROY)).resolves.toMatchObject({ status: 0 });
    await expect(remainingResources(environment)).resolves.toEqual([
      'ecr repository dev-canary',
      'ecr repository dev-image-trust',
      'ecr repository dev-sample/signed',
      'ecr repository dev-sample/unsigned',
      'ecr repository shop/web',
      'signer profile dev_canary',
      'signer profile dev_workloads',
    ]);
  });

const keepsProfile = (context: GetContext): void =>
  step('destroy --with-signing: fails because of the retained profile, and removes nothing', async () => {
    const result = await context().environment.imageTrust(...DESTROY, '--with-signing');
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain('the profile dev_workloads is retained');
  });

const keepsImages = (context: GetContext): void =>
  step('destroy --with-signing while there are images: keeps their repositories', async () => {
    const { environment } = context();
    allowRemoval(context(), {});
    const result = await environment.imageTrust(...DESTROY, '--with-signing');
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain('RepositoryNotEmpty');
    expect(await remainingResources(environment)).toContain('ecr repository dev-image-trust');
  });

const destroysAll = (context: GetContext): void =>
  step('destroy --with-signing after "retainImages": false: removes everything', async () => {
    const { environment } = context();
    allowRemoval(context(), { retainImages: false });
    await expect(environment.imageTrust(...deployArguments('--only', 'signing'))).resolves.toMatchObject({ status: 0 });
    await expect(environment.imageTrust(...DESTROY, '--with-signing')).resolves.toMatchObject({ status: 0 });
    await expect(remainingResources(environment)).resolves.toEqual([]);
  });

/** Destroys the deployment until nothing of it remains in the account. */
export const destroying = (context: GetContext): void =>
  describe('destroying', () => {
    destroysTwo(context);
    keepsProfile(context);
    keepsImages(context);
    destroysAll(context);
  });
