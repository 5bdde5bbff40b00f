import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { repositoryUri, signingProfileArn } from '../contracts/naming/resource-arns';
import { FUNCTIONS } from '../contracts/functions/functions';
import { parseSignerArn } from '../contracts/naming/parse-arn';
import type { Deployment } from '../contracts/deployment/deployment';
import { sampleNames, stackIds } from '../contracts/naming/resource-names';
import { ImageRepository } from './constructs/image-repository';
import { SigningProfile } from './constructs/signing-profile';
import { DeploymentStack, type DeploymentInputs } from './deployment-stack';
import { pullForFunction } from './statements/repository-statements';

/** The repositories of workload images: those of the deployment file, and the sample's. */
const workloadRepositories = ({ signing, sample, name }: Deployment): readonly string[] => {
  const { signed, unsigned } = sampleNames({ name });
  const ofSample = sample === undefined ? [] : [signed.repository, unsigned.repository];
  return [...signing.repositories.workloads, ...ofSample];
};

// Terraform addresses allow no slash and no dot. Names in ECR have no capital letters, so the letters U and D cannot
// clash.
const idOf = (repository: string): string =>
  `workload-${repository.replaceAll('_', 'U').replaceAll('.', 'D').replaceAll('/', '_')}`;

/** The signing profile and the image repositories. `image-trust sign-and-push` reads the outputs of this stack. */
export class SigningStack extends DeploymentStack {
  constructor(scope: Construct, inputs: DeploymentInputs) {
    super(scope, stackIds(inputs.deployment.name).signing, inputs);
    const { deployment } = inputs;
    const { existing, signing, retainImages } = deployment;
    const workloads = workloadRepositories(deployment);
    for (const name of workloads)
      if (!existing.workloadRepositories.includes(name)) new ImageRepository(this, idOf(name), { name, retainImages });
    const { verifier } = signing.repositories;
    if (!existing.verifierRepository)
      new ImageRepository(this, 'verifier-repository', {
        name: verifier,
        retainImages,
        statements: FUNCTIONS.map((name) => pullForFunction(deployment, name)),
      });
    this.output('verifierRepositoryUri', repositoryUri(deployment, verifier));
    this.output(
      'workloadRepositoryUris',
      Object.fromEntries(workloads.map((name) => [name, repositoryUri(deployment, name)])),
    );
    this.addProfile(deployment);
  }

  private addProfile({ existing, signing, ...place }: Deployment): void {
    if (existing.signingProfile === undefined) {
      const { profile } = new SigningProfile(this, 'signing-profile', signing);
      this.output('profileArn', profile.arn);
      this.output('profileVersionArn', profile.versionArn);
      return;
    }
    const account = parseSignerArn(existing.signingProfile)?.account ?? place.account;
    this.output('profileArn', signingProfileArn({ ...place, account }, signing.profile));
    this.output('profileVersionArn', existing.signingProfile);
  }

  private output(id: string, value: unknown): void {
    new TerraformOutput(this, id, { value });
  }
}
