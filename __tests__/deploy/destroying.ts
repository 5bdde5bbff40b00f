import { deploymentFile, writeDeployment } from './deployment-files';
import { leftOvers } from './left-overs';
import { step } from './step-table';
import { deployArguments, type TheStory } from './story';

const DESTROY = ['destroy', '--deployment', 'dev', '--auto-approve', '--skip-provider-lock'] as const;

const SIGNING = { profile: 'dev_workloads', repositories: { workloads: ['shop/web'], verifier: 'dev-image-trust' } };

/** Writes the deployment file so that more of it may go. */
const letGo = ({ deploy }: ReturnType<TheStory>, overrides: object): void =>
  writeDeployment(
    deploy.directory,
    deploymentFile(deploy.network, { signing: { ...SIGNING, retainProfile: false }, ...overrides }),
  );

const destroysTwo = (story: TheStory): void =>
  step('destroy: sample and verifier go, profile, repositories and images stay', async () => {
    const { deploy } = story();
    await expect(deploy.imageTrust(...DESTROY)).resolves.toMatchObject({ status: 0 });
    await expect(leftOvers(deploy)).resolves.toEqual([
      'ecr repository dev-image-trust',
      'ecr repository dev-sample/signed',
      'ecr repository dev-sample/unsigned',
      'ecr repository shop/web',
      'signer profile dev_workloads',
    ]);
  });

const keepsProfile = (story: TheStory): void =>
  step('destroy --with-signing: the profile refuses, and nothing was done', async () => {
    const result = await story().deploy.imageTrust(...DESTROY, '--with-signing');
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain('the profile dev_workloads is retained');
  });

const keepsImages = (story: TheStory): void =>
  step('destroy --with-signing, with images: their repositories stay', async () => {
    const { deploy } = story();
    letGo(story(), {});
    const result = await deploy.imageTrust(...DESTROY, '--with-signing');
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain('RepositoryNotEmpty');
    expect(await leftOvers(deploy)).toContain('ecr repository dev-image-trust');
  });

const destroysAll = (story: TheStory): void =>
  step('destroy --with-signing, after "retainImages": false: nothing is left', async () => {
    const { deploy } = story();
    letGo(story(), { retainImages: false });
    await expect(deploy.imageTrust(...deployArguments('--only', 'signing'))).resolves.toMatchObject({ status: 0 });
    await expect(deploy.imageTrust(...DESTROY, '--with-signing')).resolves.toMatchObject({ status: 0 });
    await expect(leftOvers(deploy)).resolves.toEqual([]);
  });

/** From a whole deployment to an account in which nothing of it is left. */
export const destroying = (story: TheStory): void =>
  describe('destroying', () => {
    destroysTwo(story);
    keepsProfile(story);
    keepsImages(story);
    destroysAll(story);
  });
