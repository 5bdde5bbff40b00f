import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { hasSample, SAMPLE_VARIANTS, sampleImage } from '../contracts/deployment/deployment-images';
import { sampleNames, stackIds } from '../contracts/naming/resource-names';
import { LockedImage } from './constructs/locked-image';
import { SampleExecution } from './constructs/sample-execution';
import { SampleTask } from './constructs/sample-task';
import { DeploymentStack, type DeploymentInputs } from './deployment-stack';
import { sampleCommand } from './sample-command';

/** A cluster with a signed and an unsigned task to try out the verifier; empty if the deployment has no sample. */
export class SampleStack extends DeploymentStack {
  constructor(scope: Construct, inputs: DeploymentInputs) {
    super(scope, stackIds(inputs.deployment.name).sample, inputs);
    const { deployment } = inputs;
    if (!hasSample(deployment)) return;
    const names = sampleNames(deployment);
    const cluster = new EcsCluster(this, 'cluster', { name: names.cluster });
    new TerraformOutput(this, 'clusterName', { value: cluster.name });
    const execution = new SampleExecution(this, 'execution', deployment);
    for (const variant of SAMPLE_VARIANTS) {
      const image = new LockedImage(this, `${variant}-image`, { ...inputs, image: sampleImage(deployment, variant) });
      const task = new SampleTask(this, variant, { deployment, family: names[variant].family, image, execution });
      new TerraformOutput(this, `${variant}TaskDefinition`, { value: task.definition.arn });
      new TerraformOutput(this, `${variant}Command`, { value: sampleCommand(deployment, variant) });
    }
  }
}
