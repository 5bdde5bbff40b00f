import { SampleStack } from '../../stacks/sample-stack';
import { SigningStack } from '../../stacks/signing-stack';
import { VerifierStack } from '../../stacks/verifier-stack';
import { aDeployment } from '../support/deployment/deployment';
import { synthFor } from '../support/terraform/synth';

const STACKS = [SigningStack, VerifierStack, SampleStack] as const;
const backends = (backend: object): readonly unknown[] =>
  STACKS.map((Stack) => {
    const { terraform } = synthFor(Stack, aDeployment({ backend })).json as {
      terraform: Readonly<Record<string, unknown>>;
    };
    return terraform['backend'] ?? terraform['cloud'];
  });

describe('the backend of a stack', () => {
  it('is a separate file in the project, by a relative path', () => {
    expect(backends({ kind: 'local' })).toEqual(
      ['signing', 'verifier', 'sample'].map((stack) => ({ local: { path: `../../../state/dev-${stack}.tfstate` } })),
    );
  });

  it('is a separate, encrypted and locked object in S3', () => {
    expect(backends({ kind: 's3', bucket: 'our-state', region: 'eu-central-1' })).toEqual(
      ['signing', 'verifier', 'sample'].map((stack) => ({
        s3: {
          bucket: 'our-state',
          key: `ecs-image-trust/dev-${stack}.tfstate`,
          region: 'eu-central-1',
          encrypt: true,
          use_lockfile: true,
        },
      })),
    );
  });

  it("is in the deployment's region unless the file names another one", () => {
    expect(backends({ kind: 's3', bucket: 'our-state' })[0]).toMatchObject({ s3: { region: 'eu-west-1' } });
  });

  it('is a separate workspace in Terraform Cloud', () => {
    expect(backends({ kind: 'cloud', organization: 'ours', hostname: 'tfe.ours.example' })).toEqual(
      ['signing', 'verifier', 'sample'].map((stack) => ({
        organization: 'ours',
        hostname: 'tfe.ours.example',
        workspaces: { name: `ecs-image-trust-dev-${stack}` },
      })),
    );
  });
});

describe('Terraform Cloud', () => {
  const cloud = { kind: 'cloud', organization: 'ours' };

  it('has its public host unless the file names another one', () => {
    expect(backends(cloud)[0]).toMatchObject({ hostname: 'app.terraform.io' });
  });

  it.each(STACKS)('needs one workspace for each stack, with no other backend and no remote state', (Stack) => {
    const { json } = synthFor(Stack, aDeployment({ backend: cloud }));
    expect(json['terraform']).not.toHaveProperty('backend');
    expect(json).not.toHaveProperty('data');
    const workspaces = JSON.stringify(json).match(/ecs-image-trust-dev-(?:signing|verifier|sample)/g) ?? [];
    expect(workspaces).toHaveLength(1);
  });
});

describe('the provider of a stack', () => {
  it.each(STACKS)("works only in the deployment's region and account, and tags everything", (Stack) => {
    const { json } = synthFor(Stack, aDeployment({ tags: { team: 'platform' } }));
    expect(json['provider']).toEqual({
      aws: [
        {
          region: 'eu-west-1',
          allowed_account_ids: ['111122223333'],
          default_tags: [{ tags: { team: 'platform', 'ecs-image-trust:deployment': 'dev' } }],
        },
      ],
    });
  });

  it('does not let the deployment file override the tag with its name', () => {
    const { json } = synthFor(SampleStack, { ...aDeployment(), tags: { 'ecs-image-trust:deployment': 'prod' } });
    expect(JSON.stringify(json)).toContain('"ecs-image-trust:deployment":"dev"');
  });
});
