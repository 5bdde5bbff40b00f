import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { lockOf, deployArguments, type DeployContext } from './deploy-context';
import { startDeployEnvironment, type DeployEnvironment } from './deploy-environment';
import { clientSettings } from './call-aws';
import { deploymentFile, writeDeployment } from './deployment-files';
import { heldResources } from './held-resources';
import { plannedChanges } from './plan-changes';
import { registerImages } from './register-images';
import { step, stepTable } from './step-table';

const POLICIES = {
  all: {
    repositories: ['111122223333.dkr.ecr.eu-west-1.amazonaws.com/*'],
    signers: ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads'],
  },
};

const DESTROY = ['destroy', '--deployment', 'dev', '--with-signing', '--auto-approve', '--skip-provider-lock'] as const;

interface Edit {
  readonly profile?: string;
  readonly workloads?: readonly string[];
  readonly verifier?: string;
  readonly existing?: object;
  readonly sample?: undefined;
}

const toFields = ({ profile = 'dev_workloads', workloads, verifier, existing, ...rest }: Edit): object => ({
  policies: POLICIES,
  signing: {
    profile,
    repositories: { workloads: workloads ?? ['shop/web', 'shop/api'], verifier: verifier ?? 'dev-image-trust' },
  },
  ...(existing === undefined ? {} : { existing }),
  ...rest,
});

// Any manifest makes a repository one that is not empty.
const fill = async (environment: DeployEnvironment, repositoryName: string): Promise<void> => {
  const digest = `sha256:${Buffer.from(repositoryName).toString('hex').padEnd(64, '0').slice(0, 64)}`;
  const part = { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: 2 };
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, config: part, layers: [] });
  const image = { imageTag: 'kept', imageManifest, imageManifestMediaType: mediaType };
  await new ECRClient(clientSettings(environment.admin)).send(new PutImageCommand({ repositoryName, ...image }));
};

describe('edits of a deployed deployment file', () => {
  let environment: DeployEnvironment;
  let context: DeployContext;
  let held: readonly string[] = [];
  let edited: Edit = {};
  const profiles = ['dev_workloads'];

  beforeAll(async () => {
    environment = await startDeployEnvironment();
    context = { environment, bases: {} };
  }, 900_000);

  afterAll(async () => {
    await (environment as DeployEnvironment | undefined)?.stop();
    process.stderr.write(`\n${stepTable()}\n`);
  }, 60_000);

  const write = (edit: Edit): void => {
    edited = { ...edited, ...edit };
    writeDeployment(environment.directory, deploymentFile(environment.network, toFields(edited)));
  };

  const profileVersion = (): string => {
    const outputs = readFileSync(join(environment.directory, 'deployments/dev.outputs.json'), 'utf8');
    return (JSON.parse(outputs) as { 'dev-signing': { profileVersionArn: string } })['dev-signing'].profileVersionArn;
  };

  const deploy = async (): Promise<void> => {
    await expect(environment.imageTrust(...deployArguments('--only', 'signing'))).resolves.toMatchObject({ status: 0 });
  };

  const push = async (): Promise<void> => {
    const args = ['--deployment', 'dev', '--builder', 'buildah', '--image', 'sample-signed'];
    await expect(environment.imageTrust('sign-and-push', ...args)).resolves.toMatchObject({ status: 0 });
  };

  const stillHeld = async (): Promise<void> => {
    const now = await heldResources(environment.admin, profiles);
    expect(now).toEqual(expect.arrayContaining([...held]));
    held = now;
  };

  const keeps = (title: string, edit: () => Edit): void =>
    step(`${title}: everything is kept, and the next plan changes nothing`, async () => {
      write(edit());
      await deploy();
      await stillHeld();
      await expect(plannedChanges(environment, 'dev-signing')).resolves.toEqual([]);
    });

  step('deploys the signing stack; sign-and-push lists what it holds in the lock', async () => {
    write({});
    await deploy();
    await push();
    await registerImages(context);
    expect(lockOf(context).retained).toEqual({
      profiles: ['dev_workloads'],
      repositories: ['dev-image-trust', 'dev-sample/signed', 'dev-sample/unsigned', 'shop/api', 'shop/web'],
      signerAccounts: [],
    });
    for (const name of ['dev-image-trust', 'dev-sample/unsigned', 'shop/api', 'shop/web'])
      await fill(environment, name);
    held = await heldResources(environment.admin, profiles);
    expect(held).toHaveLength(6);
    expect(held.join('\n')).toMatch(/^repository dev-image-trust, images sha256:.*PullImageForLaunchFunction/m);
  });

  step('plan of a renamed profile and a repository that is taken out: kept, no longer managed', async () => {
    write({ profile: 'dev_2', workloads: ['shop/web'] });
    const { stdout } = await environment.imageTrust('plan', '--deployment', 'dev');
    expect(stdout).toContain(
      'dev_workloads (aws_signer_signing_profile.signing-profile_dev_workloads): kept, no longer managed',
    );
    expect(stdout).toContain('shop/api (aws_ecr_repository.workload-shop_api): kept, no longer managed');
    expect(stdout).not.toContain('Cannot be undone');
  });

  keeps('a renamed profile', () => ({ profile: 'dev_2', workloads: ['shop/web', 'shop/api'] }));
  step('sign-and-push with the new profile lists it as well', async () => {
    await push();
    profiles.push('dev_2');
    held = await heldResources(environment.admin, profiles);
    expect(lockOf(context).retained?.profiles).toEqual(['dev_2', 'dev_workloads']);
  });
  keeps('the profile moved to existing', () => ({ existing: { signingProfile: profileVersion() } }));
  keeps('another existing profile', () => ({
    profile: 'partner',
    existing: { signingProfile: 'arn:aws:signer:eu-west-1:444455556666:/signing-profiles/partner/a1B2c3D4e5' },
  }));
  keeps('a workload repository taken out', () => ({ workloads: ['shop/web'] }));
  keeps('a renamed workload repository', () => ({ workloads: ['shop/web2'] }));
  keeps('a renamed verifier repository', () => ({ verifier: 'dev-verifier' }));
  keeps('the repositories moved to existing', () => ({
    existing: { ...edited.existing, verifierRepository: true, workloadRepositories: ['shop/web2'] },
  }));
  keeps('the sample taken out', () => ({ sample: undefined }));

  step('destroy --with-signing right after moving to existing: what existing names is kept', async () => {
    const both = { verifierRepository: true, workloadRepositories: ['shop/web2'] };
    write({ profile: 'dev_3', workloads: ['shop/web2', 'shop/new'], existing: both });
    await deploy();
    await fill(environment, 'shop/new');
    profiles.push('dev_3');
    held = await heldResources(environment.admin, profiles);
    write({ existing: { ...both, workloadRepositories: ['shop/web2', 'shop/new'], signingProfile: profileVersion() } });
    const result = await environment.imageTrust(...DESTROY);
    expect(result).toMatchObject({ status: 0 });
    expect(result.stderr).toContain('kept, no longer managed: aws_signer_signing_profile.signing-profile_dev_3');
    await stillHeld();
  });

  step('another region: the deployment file is refused, and nothing is called', async () => {
    write({});
    const file = join(environment.directory, 'deployments/dev.json');
    const moved = readFileSync(file, 'utf8').replace('"region": "eu-west-1"', '"region": "eu-central-1"');
    const policies = { all: { ...POLICIES.all, repositories: ['docker.io/shop/*'] } };
    writeFileSync(
      file,
      JSON.stringify({
        ...(JSON.parse(moved) as object),
        policies,
        existing: {},
        signing: { profile: 'dev_9', repositories: { workloads: [], verifier: 'v9' } },
      }),
    );
    const since = environment.proxy.calls.length;
    const result = await environment.imageTrust(...deployArguments('--only', 'signing'));
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain('region: expected eu-west-1, the region of the images in the lock');
    expect(environment.proxy.calls.slice(since)).toEqual([]);
  });

  step('a renamed deployment: AWS says what is there already, and everything is kept', async () => {
    const renamed = { ...deploymentFile(environment.network, toFields({ verifier: 'dev-image-trust' })), name: 'dev2' };
    writeFileSync(join(environment.directory, 'deployments/dev2.json'), JSON.stringify(renamed));
    const args = ['deploy', '--deployment', 'dev2', '--only', 'signing', '--auto-approve', '--skip-provider-lock'];
    const result = await environment.imageTrust(...args);
    expect(result.status).not.toBe(0);
    await stillHeld();
  });
});
