import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend, type TerraformStack } from 'cdktf';
import type { Deployment } from '../contracts/deployment/deployment';
import { OLDEST_TERRAFORM } from '../contracts/naming/oldest-terraform';
import { readStack } from './read-stack';
import { findViolations } from './stack-rules';

/** Where Terraform keeps the state of one stack; no two stacks, of whatever deployments, ever share it. */
const addBackend = (stack: TerraformStack, { backend, region }: Deployment): void => {
  const { id } = stack.node;
  switch (backend.kind) {
    case 'local':
      // Relative to cdktf.out/stacks/<id>, so that a checkout can be moved.
      new LocalBackend(stack, { path: `../../../state/${id}.tfstate` });
      return;
    case 's3':
      new S3Backend(stack, {
        bucket: backend.bucket,
        key: `ecs-image-trust/${id}.tfstate`,
        region: backend.region ?? region,
        encrypt: true,
      });
      // cdktf's type lacks this option.
      stack.addOverride('terraform.backend.s3.use_lockfile', true);
      return;
    case 'cloud':
      new CloudBackend(stack, {
        hostname: backend.hostname,
        organization: backend.organization,
        workspaces: new NamedCloudWorkspace(`ecs-image-trust-${id}`),
      });
  }
};

/** The tags of everything that a deployment has: its own, and those that say whose it is. */
export const deploymentTags = ({ name, tags }: Deployment): Readonly<Record<string, string>> => ({
  ...tags,
  'ecs-image-trust:deployment': name,
});

/** Gives a stack its provider, its tags, its backend, and the rules that its synthesis fails by. */
export const prepareStack = (stack: TerraformStack, deployment: Deployment): void => {
  new AwsProvider(stack, 'aws', {
    region: deployment.region,
    allowedAccountIds: [deployment.account],
    defaultTags: [{ tags: { ...deploymentTags(deployment) } }],
  });
  addBackend(stack, deployment);
  stack.addOverride('terraform.required_version', `>= ${OLDEST_TERRAFORM}`);
  stack.node.addValidation({ validate: () => [...findViolations(readStack(stack))] });
};
