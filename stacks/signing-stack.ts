import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { repositoryUri, signingProfileArn } from '../contracts/naming/resource-arns';
import { FUNCTIONS } from '../contracts/functions/functions';
import { parseSignerArn } from '../contracts/naming/parse-arn';
import { createdNames, workloadRepositories } from '../contracts/deployment/created-names';
import type { Deployment } from '../contracts/deployment/deployment';
import { stackIds } from '../contracts/naming/resource-names';
import { ImageRepository } from './constructs/image-repository';
import { SigningProfile } from './constructs/signing-profile';
import { DeploymentStack, type DeploymentInputs } from './deployment-stack';
import { keptAddresses } from './kept-addresses';
import { profileId, verifierId, workloadId } from './signing-addresses';
import { pullForFunction } from './statements/repository-statements';

/** The signing profiles and the image repositories. `image-trust sign-and-push` reads the outputs of this stack. */
export class SigningStack extends DeploymentStack {
  constructor(scope: Construct, inputs: DeploymentInputs) {
    super(scope, stackIds(inputs.deployment.name).signing, inputs);
    const { deployment } = inputs;
    const { signing, retainImages } = deployment;
    const created = createdNames(deployment);
    for (const name of created.workloads) new ImageRepository(this, workloadId(name), { name, retainImages });
    if (created.verifier !== undefined)
      new ImageRepository(this, verifierId(created.verifier), {
        name: created.verifier,
        retainImages,
        statements: FUNCTIONS.map((name) => pullForFunction(deployment, name)),
      });
    this.output('verifierRepositoryUri', repositoryUri(deployment, signing.repositories.verifier));
    const uris = workloadRepositories(deployment).map((name) => [name, repositoryUri(deployment, name)]);
    this.output('workloadRepositoryUris', Object.fromEntries(uris));
    this.addProfile(deployment);
    this.addCanaryProfile(created.canaryProfile, signing);
    this.keep(inputs);
  }

  private addProfile({ existing, signing, ...place }: Deployment): void {
    if (existing.signingProfile === undefined) {
      const { profile } = new SigningProfile(this, profileId(signing.profile), signing);
      this.output('profileArn', profile.arn);
      this.output('profileVersionArn', profile.versionArn);
      return;
    }
    const account = parseSignerArn(existing.signingProfile)?.account ?? place.account;
    this.output('profileArn', signingProfileArn({ ...place, account }, signing.profile));
    this.output('profileVersionArn', existing.signingProfile);
  }

  // It signs one image, which no one else may sign.
  private addCanaryProfile(name: string | undefined, signing: Deployment['signing']): void {
    if (name === undefined) return;
    const { profile } = new SigningProfile(this, profileId(name), {
      ...signing,
      profile: name,
      crossAccountSigners: [],
    });
    this.output('canaryProfileArn', profile.arn);
    this.output('canaryProfileVersionArn', profile.versionArn);
  }

  // CDKTF has no construct for these blocks.
  private keep(inputs: DeploymentInputs): void {
    const { forgotten, moved } = keptAddresses(inputs);
    if (forgotten.length > 0)
      this.addOverride(
        'removed',
        forgotten.map((from) => ({ from, lifecycle: { destroy: false } })),
      );
    if (moved.length > 0) this.addOverride('moved', moved);
  }

  private output(id: string, value: unknown): void {
    new TerraformOutput(this, id, { value });
  }
}
