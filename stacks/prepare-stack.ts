import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend, type TerraformStack } from 'cdktf';
import type { Deployment } from '../contracts/deployment/deployment';
import { OLDEST_TERRAFORM } from '../contracts/naming/oldest-terraform';
import { DEPLOYMENT_TAG } from '../contracts/naming/resource-names';
import { readStack } from './read-stack';
import { findViolations } from './stack-rules';

/** Sets where Terraform keeps the state of a stack. Every stack of every deployment has a state of its own. */
const addBackend = (stack: TerraformStack, { backend, region }: Deployment): void => {
  const { id } = stack.node;
  switch (backend.kind) {
    case 'local':
      // Relative to cdktf.out/stacks/<id>, so that the project's folder can be moved.
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

/** The tags of every resource: those of the deployment file, and one with the deployment's name. */
export const deploymentTags = ({ name, tags }: Deployment): Readonly<Record<string, string>> => ({
  ...tags,
  [DEPLOYMENT_TAG]: name,
});

/** Gives a stack its provider, tags and backend, and the rules that its synthesis checks. */
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
