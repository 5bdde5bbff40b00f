import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploymentFile, HOST, writeDeployment } from './deployment-files';
import { plannedChanges } from './plan-changes';
import { registerImages } from './register-images';
import { step } from './step-table';
import { buildArguments, deployArguments, lockedImage, lockOf, type GetContext } from './deploy-context';

const outputsOf = (directory: string, file: string): unknown =>
  JSON.parse(readFileSync(join(directory, 'deployments', file), 'utf8'));

const deploysSigning = (context: GetContext): void =>
  step('signing stack: creates the repositories and the profile', async () => {
    const { environment } = context();
    writeDeployment(environment.directory, deploymentFile(environment.network));
    const result = await environment.imageTrust(...deployArguments('--only', 'signing'));
    expect(result).toMatchObject({ status: 0 });
    expect(outputsOf(environment.directory, 'dev.outputs.json')).toMatchObject({
      'dev-signing': {
        verifierRepositoryUri: `${HOST}/dev-image-trust`,
        profileArn: 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads',
      },
    });
  });

const stopsWithoutDigest = (context: GetContext): void =>
  step('verifier stack without its image: fails, and says what to run first', async () => {
    const { environment } = context();
    const result = await environment.imageTrust(...deployArguments('--only', 'verifier'));
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain('run npx image-trust sign-and-push --deployment dev, then plan again');
  });

const pushes = (context: GetContext): void => {
  step('sign-and-push: builds, pushes, signs, verifies and locks the images', async () => {
    const { environment } = context();
    const result = await environment.imageTrust('sign-and-push', '--deployment', 'dev', ...buildArguments(context()));
    expect(result).toMatchObject({ status: 0 });
    expect(Object.keys(lockOf(context()).images).sort()).toEqual(['sample-signed', 'sample-unsigned', 'verifier']);
    await registerImages(context());
  });

  step('sign-and-push again: nothing to do', async () => {
    const { environment } = context();
    const before = lockOf(context());
    const result = await environment.imageTrust('sign-and-push', '--deployment', 'dev', ...buildArguments(context()));
    expect(result).toMatchObject({ status: 0, stderr: expect.stringContaining('nothing to do') as string });
    expect(lockOf(context())).toEqual(before);
  });
};

const deploysVerifier = (context: GetContext): void => {
  step('verifier stack when AWS denies CreateFunction: fails, and says how to resume', async () => {
    const { environment } = context();
    environment.proxy.refuse({
      service: 'lambda',
      operation: /^POST .*\/functions$/,
      status: 403,
      code: 'AccessDeniedException',
      message: 'User: someone is not authorized to perform: lambda:CreateFunction',
    });
    const result = await environment.imageTrust(...deployArguments('--only', 'verifier'));
    environment.proxy.clearRefusals();
    expect(result).toMatchObject({ status: 4, stderr: expect.stringContaining('lambda:CreateFunction') as string });
    expect(result.stderr).toContain('resume with: npx image-trust deploy --deployment dev --only verifier');
  });

  step('verifier stack: the same command then deploys the rest', async () => {
    const { environment } = context();
    await expect(environment.imageTrust(...deployArguments('--only', 'verifier'))).resolves.toMatchObject({
      status: 0,
    });
  });
};

const deploysSample = (context: GetContext): void =>
  step('sample stack: creates a cluster and two task definitions', async () => {
    const { environment } = context();
    await expect(environment.imageTrust(...deployArguments('--only', 'sample'))).resolves.toMatchObject({ status: 0 });
    expect(outputsOf(environment.directory, 'dev.sample.outputs.json')).toMatchObject({
      'dev-sample': { clusterName: 'dev-sample' },
    });
    const { stdout } = await environment.terraform('dev-sample', 'show', '-json');
    expect(stdout).toContain(lockedImage(context(), 'sample-signed'));
  });

// Terraform's state is as the first apply left it: what AWS set later differs.
const reportsNoDrift = (context: GetContext): void =>
  step('image-trust plan right after the first deployment: nothing was changed outside Terraform', async () => {
    const result = await context().environment.imageTrust('plan', '--deployment', 'dev');
    expect(result).toMatchObject({ status: 0 });
    expect(result.stdout).not.toContain('outside Terraform');
  });

const changesNothing = (context: GetContext): void => {
  for (const stack of ['dev-signing', 'dev-verifier', 'dev-sample'])
    step(`second plan of ${stack}: no changes`, async () => {
      const changes = await plannedChanges(context().environment, stack);
      expect(changes).toEqual([]);
    });

  step('cdktf diff dev-verifier works without image-trust', async () => {
    const result = await context().environment.cdktf('diff', 'dev-verifier', '--skip-provider-lock');
    expect(result).toMatchObject({ status: 0, stdout: expect.stringContaining('No changes') as string });
  });

  step('image-trust deploy again, of all stacks: creates nothing', async () => {
    const { environment } = context();
    const result = await environment.imageTrust(...deployArguments('--', ...buildArguments(context())));
    expect(result).toMatchObject({ status: 0 });
    expect(result.stderr).toContain('nothing to do');
    expect(result.stderr).not.toMatch(/Creating\.\.\./);
  });
};

/** Deploys three stacks from a deployment file, with the documented commands. */
export const deploying = (context: GetContext): void =>
  describe('deploying', () => {
    deploysSigning(context);
    stopsWithoutDigest(context);
    pushes(context);
    deploysVerifier(context);
    deploysSample(context);
    reportsNoDrift(context);
    changesNothing(context);
  });
