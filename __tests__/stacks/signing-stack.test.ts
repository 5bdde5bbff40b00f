import { parseSigningOutputs } from '../../contracts/deployment/signing-outputs';
import { FUNCTIONS } from '../../contracts/functions/functions';
import { SigningStack } from '../../stacks/signing-stack';
import { aDeployment } from '../support/deployment/deployment';
import { aSampleDeployment } from '../support/deployment/deployment-sample';
import { synthFor } from '../support/terraform/synth';

const stack = synthFor(SigningStack, aSampleDeployment());
const HOST = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const PROFILE = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';
const signing = { profile: 'dev_workloads', repositories: { workloads: ['shop/web'], verifier: 'dev-image-trust' } };

describe('SigningStack', () => {
  it('has exactly these resource addresses', () => {
    expect([...stack.addresses].sort()).toEqual([
      'aws_ecr_repository.verifier-repository_dev-image-trust',
      'aws_ecr_repository.workload-dev-sample_signed',
      'aws_ecr_repository.workload-dev-sample_unsigned',
      'aws_ecr_repository.workload-shop_web',
      'aws_ecr_repository_policy.verifier-repository_dev-image-trust_policy',
      'aws_signer_signing_profile.signing-profile_dev_workloads',
    ]);
  });

  it('gives every repository name a unique address', () => {
    const workloads = ['a/b', 'a_b', 'a.b', 'a-b', 'a/b-c', 'a-b/c', 'a/b_lifecycle', 'a/b/lifecycle'];
    const { all } = synthFor(
      SigningStack,
      aDeployment({ signing: { ...signing, repositories: { workloads, verifier: 'v2' } } }),
    );
    const names = Object.values(all('aws_ecr_repository')).map(({ name }) => name);
    expect([...names].sort()).toEqual([...workloads, 'v2'].sort());
    for (const address of Object.keys(all('aws_ecr_repository'))) expect(address).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*$/);
  });

  it('matches the reviewed snapshot', () => {
    expect(stack.json).toMatchSnapshot();
  });
});

describe('every repository of the stack', () => {
  it.each(Object.entries(stack.all('aws_ecr_repository')))(
    'has immutable tags, and scans, encrypts and keeps its images: %s',
    (_name, repository) => {
      expect(repository).toMatchObject({
        image_tag_mutability: 'IMMUTABLE',
        image_scanning_configuration: { scan_on_push: true },
        encryption_configuration: [{ encryption_type: 'AES256' }],
        force_delete: false,
      });
    },
  );

  it('has no rule that deletes images, since it would delete their signatures as well', () => {
    expect(stack.all('aws_ecr_lifecycle_policy')).toEqual({});
  });

  it('is destroyed with its images if the deployment file allows it', () => {
    const { all } = synthFor(SigningStack, aDeployment({ retainImages: false }));
    expect(Object.values(all('aws_ecr_repository')).map(({ force_delete: force }) => force)).toEqual([true, true]);
  });

  it("lets Lambda pull the verifier's image only for this deployment's functions", () => {
    expect(stack.statements('aws_ecr_repository_policy.verifier-repository_dev-image-trust_policy')).toEqual(
      FUNCTIONS.map((name) => ({
        Sid: expect.stringMatching(/^PullImageFor[A-Z][a-zA-Z]*Function$/) as string,
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Condition: {
          ArnLike: {
            'aws:SourceArn': [
              `arn:aws:lambda:eu-west-1:111122223333:function:dev-image-trust-${name}`,
              `arn:aws:lambda:eu-west-1:111122223333:function:dev-image-trust-${name}:*`,
            ],
          },
        },
      })),
    );
  });
});

describe('the signing profile', () => {
  it('signs container images and cannot be destroyed by accident', () => {
    expect(stack.at('aws_signer_signing_profile.signing-profile_dev_workloads')).toEqual({
      name: 'dev_workloads',
      platform_id: 'Notation-OCI-SHA384-ECDSA',
      signature_validity_period: { type: 'MONTHS', value: 135 },
      lifecycle: { prevent_destroy: true },
    });
  });

  it('takes its validity from the deployment file, which may also allow its destruction', () => {
    const deployment = aDeployment({
      signing: { ...signing, validity: { unit: 'days', value: 90 }, retainProfile: false },
    });
    expect(
      synthFor(SigningStack, deployment).at('aws_signer_signing_profile.signing-profile_dev_workloads'),
    ).toMatchObject({
      signature_validity_period: { type: 'DAYS', value: 90 },
      lifecycle: { prevent_destroy: false },
    });
  });

  it('lets only the named accounts sign, and nothing else', () => {
    const deployment = aDeployment({ signing: { ...signing, crossAccountSigners: ['444455556666'] } });
    const permission = {
      profile_name: '${aws_signer_signing_profile.signing-profile_dev_workloads.name}',
      principal: '444455556666',
    };
    expect(synthFor(SigningStack, deployment).all('aws_signer_signing_profile_permission')).toEqual({
      'signing-profile_dev_workloads_sign-444455556666': {
        ...permission,
        action: 'signer:SignPayload',
        statement_id: 'sign-444455556666',
      },
      'signing-profile_dev_workloads_look-444455556666': {
        ...permission,
        action: 'signer:GetSigningProfile',
        statement_id: 'look-444455556666',
      },
    });
    expect(stack.all('aws_signer_signing_profile_permission')).toEqual({});
  });
});

describe("the signing stack's outputs", () => {
  it('are those that sign-and-push reads', () => {
    expect(stack.outputs).toEqual({
      verifierRepositoryUri: `${HOST}/dev-image-trust`,
      workloadRepositoryUris: {
        'shop/web': `${HOST}/shop/web`,
        'dev-sample/signed': `${HOST}/dev-sample/signed`,
        'dev-sample/unsigned': `${HOST}/dev-sample/unsigned`,
      },
      profileArn: '${aws_signer_signing_profile.signing-profile_dev_workloads.arn}',
      profileVersionArn: '${aws_signer_signing_profile.signing-profile_dev_workloads.version_arn}',
    });
    const applied = { ...stack.outputs, profileArn: PROFILE, profileVersionArn: `${PROFILE}/a1B2c3D4e5` };
    expect(parseSigningOutputs(JSON.stringify({ 'dev-signing': applied }), 'out.json', 'dev')).toEqual(applied);
  });
});

describe('a resource that exists already', () => {
  const deployment = aDeployment({
    existing: {
      signingProfile: 'arn:aws:signer:eu-west-1:444455556666:/signing-profiles/dev_workloads/a1B2c3D4e5',
      workloadRepositories: ['shop/web'],
      verifierRepository: true,
    },
  });
  const bare = synthFor(SigningStack, deployment);

  it('is not created', () => {
    expect(bare.addresses).toEqual([]);
  });

  it('is still an output', () => {
    const outputs = parseSigningOutputs(JSON.stringify({ 'dev-signing': bare.outputs }), 'out.json', 'dev');
    expect(outputs).toEqual({
      verifierRepositoryUri: `${HOST}/dev-image-trust`,
      workloadRepositoryUris: { 'shop/web': `${HOST}/shop/web` },
      profileArn: 'arn:aws:signer:eu-west-1:444455556666:/signing-profiles/dev_workloads',
      profileVersionArn: 'arn:aws:signer:eu-west-1:444455556666:/signing-profiles/dev_workloads/a1B2c3D4e5',
    });
  });
});
