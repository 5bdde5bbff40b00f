import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploymentFile, HOST, writeDeployment } from './deployment-files';
import { plannedChanges } from './plan-changes';
import { registerImages } from './register-images';
import { step } from './step-table';
import { buildArguments, deployArguments, lockedImage, lockOf, type TheStory } from './story';

const outputsOf = (directory: string, file: string): unknown =>
  JSON.parse(readFileSync(join(directory, 'deployments', file), 'utf8'));

const deploysSigning = (story: TheStory): void =>
  step('signing stack: repositories and profile', async () => {
    const { deploy } = story();
    writeDeployment(deploy.directory, deploymentFile(deploy.network));
    const result = await deploy.imageTrust(...deployArguments('--only', 'signing'));
    expect(result).toMatchObject({ status: 0 });
    expect(outputsOf(deploy.directory, 'dev.outputs.json')).toMatchObject({
      'dev-signing': {
        verifierRepositoryUri: `${HOST}/dev-image-trust`,
        profileArn: 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads',
      },
    });
  });

const stopsWithoutDigest = (story: TheStory): void =>
  step('verifier stack before its image: stops, and says what to run first', async () => {
    const { deploy } = story();
    const result = await deploy.imageTrust(...deployArguments('--only', 'verifier'));
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain('run image-trust sign-and-push --deployment dev, then plan again');
  });

const pushes = (story: TheStory): void => {
  step('sign-and-push: built, pushed, signed, verified, locked', async () => {
    const { deploy } = story();
    const result = await deploy.imageTrust('sign-and-push', '--deployment', 'dev', ...buildArguments(story()));
    expect(result).toMatchObject({ status: 0 });
    expect(Object.keys(lockOf(story()).images).sort()).toEqual(['sample-signed', 'sample-unsigned', 'verifier']);
    await registerImages(story());
  });

  step('sign-and-push again: nothing to do', async () => {
    const { deploy } = story();
    const before = lockOf(story());
    const result = await deploy.imageTrust('sign-and-push', '--deployment', 'dev', ...buildArguments(story()));
    expect(result).toMatchObject({ status: 0, stderr: expect.stringContaining('nothing to do') as string });
    expect(lockOf(story())).toEqual(before);
  });
};

const deploysVerifier = (story: TheStory): void => {
  step('verifier stack, AWS refuses the function: fails, says how to go on', async () => {
    const { deploy } = story();
    deploy.front.refuse({
      service: 'lambda',
      operation: /^POST .*\/functions$/,
      status: 403,
      code: 'AccessDeniedException',
      message: 'User: someone is not authorized to perform: lambda:CreateFunction',
    });
    const result = await deploy.imageTrust(...deployArguments('--only', 'verifier'));
    deploy.front.clearRefusals();
    expect(result).toMatchObject({ status: 4, stderr: expect.stringContaining('lambda:CreateFunction') as string });
    expect(result.stderr).toContain('resume with: image-trust deploy --deployment dev --only verifier');
  });

  step('verifier stack: the same command deploys the rest', async () => {
    const { deploy } = story();
    await expect(deploy.imageTrust(...deployArguments('--only', 'verifier'))).resolves.toMatchObject({ status: 0 });
  });
};

const deploysSample = (story: TheStory): void =>
  step('sample stack: a cluster and two task definitions', async () => {
    const { deploy } = story();
    await expect(deploy.imageTrust(...deployArguments('--only', 'sample'))).resolves.toMatchObject({ status: 0 });
    expect(outputsOf(deploy.directory, 'dev.sample.outputs.json')).toMatchObject({
      'dev-sample': { clusterName: 'dev-sample' },
    });
    const { stdout } = await deploy.terraform('dev-sample', 'show', '-json');
    expect(stdout).toContain(lockedImage(story(), 'sample-signed'));
  });

const changesNothing = (story: TheStory): void => {
  for (const stack of ['dev-signing', 'dev-verifier', 'dev-sample'])
    step(`second plan of ${stack}: no changes`, async () => {
      const changes = await plannedChanges(story().deploy, stack);
      expect(changes).toEqual([]);
    });

  step('cdktf diff dev-verifier works by itself', async () => {
    const result = await story().deploy.cdktf('diff', 'dev-verifier', '--skip-provider-lock');
    expect(result).toMatchObject({ status: 0, stdout: expect.stringContaining('No changes') as string });
  });

  step('image-trust deploy again, all of it: nothing is made anew', async () => {
    const { deploy } = story();
    const result = await deploy.imageTrust(...deployArguments('--', ...buildArguments(story())));
    expect(result).toMatchObject({ status: 0 });
    expect(result.stderr).toContain('nothing to do');
    expect(result.stderr).not.toMatch(/Creating\.\.\./);
  });
};

/** From a deployment file to three stacks in an account, by the commands that people type. */
export const deploying = (story: TheStory): void =>
  describe('deploying', () => {
    deploysSigning(story);
    stopsWithoutDigest(story);
    pushes(story);
    deploysVerifier(story);
    deploysSample(story);
    changesNothing(story);
  });
