import { parseSigningOutputs } from '../../contracts/deployment/signing-outputs';
import { SigningStack } from '../../stacks/signing-stack';
import { aDeployment } from '../support/deployment/deployment';
import { aSampleDeployment } from '../support/deployment/deployment-sample';
import { synthFor } from '../support/terraform/synth';

const stack = synthFor(SigningStack, aSampleDeployment());
const HOST = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const PROFILE = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';
const signing = { profile: 'dev_workloads', repositories: { workloads: ['shop/web'], verifier: 'dev-image-trust' } };

describe('SigningStack', () => {
  it('has exactly these resources, each under an address that says what it is', () => {
    expect([...stack.addresses].sort()).toEqual([
      'aws_ecr_lifecycle_policy.verifier-repository_lifecycle',
      'aws_ecr_lifecycle_policy.workload-dev-sample_signed_lifecycle',
      'aws_ecr_lifecycle_policy.workload-dev-sample_unsigned_lifecycle',
      'aws_ecr_lifecycle_policy.workload-shop_web_lifecycle',
      'aws_ecr_repository.verifier-repository',
      'aws_ecr_repository.workload-dev-sample_signed',
      'aws_ecr_repository.workload-dev-sample_unsigned',
      'aws_ecr_repository.workload-shop_web',
      'aws_ecr_repository_policy.verifier-repository_policy',
      'aws_signer_signing_profile.signing-profile',
    ]);
  });

  it('gives every repository name an address of its own', () => {
    const workloads = ['a/b', 'a_b', 'a.b', 'a-b', 'a__b', 'a/b-c', 'a-b/c', 'a/b_lifecycle', 'a/b/lifecycle'];
    const { all } = synthFor(
      SigningStack,
      aDeployment({ signing: { ...signing, repositories: { workloads, verifier: 'v2' } } }),
    );
    const names = Object.values(all('aws_ecr_repository')).map(({ name }) => name);
    expect([...names].sort()).toEqual([...workloads, 'v2'].sort());
    expect(Object.keys(all('aws_ecr_lifecycle_policy'))).toHaveLength(workloads.length + 1);
    for (const address of Object.keys(all('aws_ecr_repository'))) expect(address).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*$/);
  });

  it('is what was reviewed', () => {
    expect(stack.json).toMatchSnapshot();
  });
});

describe('every repository of the stack', () => {
  it.each(Object.entries(stack.all('aws_ecr_repository')))(
    'never moves a tag, scans, encrypts and keeps its images: %s',
    (_name, repository) => {
      expect(repository).toMatchObject({
        image_tag_mutability: 'IMMUTABLE',
        image_scanning_configuration: { scan_on_push: true },
        encryption_configuration: [{ encryption_type: 'AES256' }],
        force_delete: false,
      });
    },
  );

  it.each(Object.entries(stack.all('aws_ecr_lifecycle_policy')))(
    'expires nothing that a lock can name, and no signature: %s',
    (_name, { policy }) => {
      const { rules } = JSON.parse(String(policy)) as {
        rules: readonly { selection: Readonly<Record<string, unknown>> }[];
      };
      // A lock's tags are hexadecimal, a signature's begin with sha256- or are none.
      expect(rules.map(({ selection }) => [selection['tagStatus'], selection['tagPrefixList']])).toEqual([
        ['tagged', ['trial-']],
      ]);
    },
  );

  it('goes with its images when the deployment says so', () => {
    const { all } = synthFor(SigningStack, aDeployment({ retainImages: false }));
    expect(Object.values(all('aws_ecr_repository')).map(({ force_delete: force }) => force)).toEqual([true, true]);
  });

  it("of the verifier's image lets Lambda fetch it for this deployment's function alone", () => {
    expect(stack.statements('aws_ecr_repository_policy.verifier-repository_policy')).toEqual([
      {
        Sid: 'PullImageForLaunchFunction',
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Condition: {
          ArnEquals: { 'aws:SourceArn': 'arn:aws:lambda:eu-west-1:111122223333:function:dev-image-trust-launch' },
        },
      },
    ]);
  });
});

describe('the signing profile', () => {
  it('signs container images, and is never destroyed by accident', () => {
    expect(stack.at('aws_signer_signing_profile.signing-profile')).toEqual({
      name: 'dev_workloads',
      platform_id: 'Notation-OCI-SHA384-ECDSA',
      signature_validity_period: { type: 'MONTHS', value: 135 },
      lifecycle: { prevent_destroy: true },
    });
  });

  it('takes its validity from the deployment, and may be given up on purpose', () => {
    const deployment = aDeployment({
      signing: { ...signing, validity: { unit: 'days', value: 90 }, retainProfile: false },
    });
    expect(synthFor(SigningStack, deployment).at('aws_signer_signing_profile.signing-profile')).toMatchObject({
      signature_validity_period: { type: 'DAYS', value: 90 },
      lifecycle: { prevent_destroy: false },
    });
  });

  it('lets named accounts sign, and do nothing else', () => {
    const deployment = aDeployment({ signing: { ...signing, crossAccountSigners: ['444455556666'] } });
    const permission = {
      profile_name: '${aws_signer_signing_profile.signing-profile.name}',
      principal: '444455556666',
    };
    expect(synthFor(SigningStack, deployment).all('aws_signer_signing_profile_permission')).toEqual({
      'signing-profile_sign-444455556666': {
        ...permission,
        action: 'signer:SignPayload',
        statement_id: 'sign-444455556666',
      },
      'signing-profile_look-444455556666': {
        ...permission,
        action: 'signer:GetSigningProfile',
        statement_id: 'look-444455556666',
      },
    });
    expect(stack.all('aws_signer_signing_profile_permission')).toEqual({});
  });
});

describe("the signing stack's outputs", () => {
  it('are what sign-and-push reads', () => {
    expect(stack.outputs).toEqual({
      verifierRepositoryUri: `${HOST}/dev-image-trust`,
      workloadRepositoryUris: {
        'shop/web': `${HOST}/shop/web`,
        'dev-sample/signed': `${HOST}/dev-sample/signed`,
        'dev-sample/unsigned': `${HOST}/dev-sample/unsigned`,
      },
      profileArn: '${aws_signer_signing_profile.signing-profile.arn}',
      profileVersionArn: '${aws_signer_signing_profile.signing-profile.version_arn}',
    });
    const applied = { ...stack.outputs, profileArn: PROFILE, profileVersionArn: `${PROFILE}/a1B2c3D4e5` };
    expect(parseSigningOutputs(JSON.stringify({ 'dev-signing': applied }), 'out.json', 'dev')).toEqual(applied);
  });
});

describe('what exists already', () => {
  const deployment = aDeployment({
    existing: {
      signingProfile: 'arn:aws:signer:eu-west-1:444455556666:/signing-profiles/dev_workloads/a1B2c3D4e5',
      workloadRepositories: ['shop/web'],
      verifierRepository: true,
    },
  });
  const bare = synthFor(SigningStack, deployment);

  it('is not made', () => {
    expect(bare.addresses).toEqual([]);
  });

  it('is told of all the same', () => {
    const outputs = parseSigningOutputs(JSON.stringify({ 'dev-signing': bare.outputs }), 'out.json', 'dev');
    expect(outputs).toEqual({
      verifierRepositoryUri: `${HOST}/dev-image-trust`,
      workloadRepositoryUris: { 'shop/web': `${HOST}/shop/web` },
      profileArn: 'arn:aws:signer:eu-west-1:444455556666:/signing-profiles/dev_workloads',
      profileVersionArn: 'arn:aws:signer:eu-west-1:444455556666:/signing-profiles/dev_workloads/a1B2c3D4e5',
    });
  });
});
