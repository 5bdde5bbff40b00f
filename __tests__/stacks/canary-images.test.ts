import { parseSigningOutputs } from '../../contracts/deployment/signing-outputs';
import { emptyLock, type Lock } from '../../contracts/lock/lock';
import { canaryImage } from '../../contracts/deployment/deployment-images';
import { CANARIES_FOLLOW, CANARY_KINDS } from '../../contracts/deployment/canary-images';
import { withRetained } from '../../contracts/lock/retained';
import { keptAddresses } from '../../stacks/kept-addresses';
import { SigningStack } from '../../stacks/signing-stack';
import { VerifierStack } from '../../stacks/verifier-stack';
import { aDeployment } from '../support/deployment/deployment';
import { aCanaryDeployment } from '../support/deployment/deployment-canary';
import { synthFor } from '../support/terraform/synth';

const deployment = aCanaryDeployment();
const PROFILE = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';
const CANARY_PROFILE = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_canary';

describe('the signing stack of a deployment with canary images', () => {
  const stack = synthFor(SigningStack, deployment);

  it('creates their repository, and a profile that cannot be destroyed and no other account may use', () => {
    expect(stack.at('aws_ecr_repository.workload-dev-canary')).toMatchObject({ name: 'dev-canary' });
    expect(stack.at('aws_signer_signing_profile.signing-profile_dev_canary')).toMatchObject({
      name: 'dev_canary',
      lifecycle: { prevent_destroy: true },
    });
    const crossAccountSigners = ['444455556666'];
    const signing = { ...deployment.signing, crossAccountSigners };
    const { addresses } = synthFor(SigningStack, aCanaryDeployment({ signing }));
    expect([...addresses].filter((address) => /permission.*dev_canary/.test(address))).toEqual([]);
  });

  it('has outputs that sign-and-push reads', () => {
    const outputs = {
      verifierRepositoryUri: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/dev-image-trust',
      workloadRepositoryUris: {},
      profileArn: PROFILE,
      profileVersionArn: `${PROFILE}/a1B2c3D4e5`,
      canaryProfileArn: CANARY_PROFILE,
      canaryProfileVersionArn: `${CANARY_PROFILE}/a1B2c3D4e5`,
    };
    const asTerraform = Object.fromEntries(
      Object.entries(outputs).map(([name, value]) => [name, { sensitive: false, type: 'string', value }]),
    );
    expect(parseSigningOutputs(JSON.stringify({ 'dev-signing': outputs }), 'o.json', 'dev')).toEqual(outputs);
    expect(parseSigningOutputs(JSON.stringify(asTerraform), 'o.json', 'dev')).toEqual(outputs);
  });

  it('keeps the profile and the repository when the deployment file no longer has canary images', () => {
    const lock = withRetained(emptyLock('dev'), deployment);
    const profile = 'aws_signer_signing_profile.signing-profile_dev_canary';
    const repository = 'aws_ecr_repository.workload-dev-canary';
    expect(keptAddresses({ deployment: aDeployment(), lock }).forgotten).toEqual(
      expect.arrayContaining([profile, repository]),
    );
    const { forgotten } = keptAddresses({ deployment, lock });
    expect(forgotten).not.toContain(profile);
    expect(forgotten).not.toContain(repository);
  });
});

describe('the verifier stack of a deployment with canary images', () => {
  const lock: Lock = {
    ...emptyLock('dev'),
    images: Object.fromEntries(
      CANARY_KINDS.map((kind, index) => {
        const { name, repository, signature } = canaryImage(deployment, kind);
        const profileVersionArn = signature === 'none' ? null : `${PROFILE}/a1B2c3D4e5`;
        const digest = `sha256:${String(index).repeat(64)}`;
        return [name, { repository, tag: 't', digest, inputs: 'a'.repeat(64), profileVersionArn }];
      }),
    ),
  };
  const functionsOf = (locked: Lock) => {
    const verifier = synthFor(VerifierStack, deployment, locked);
    return ['aws_lambda_function.launch', 'aws_lambda_function.sweep_function'].map((each) => verifier.at(each));
  };

  it('gives the launch and the sweep function the canary images of the lock', () => {
    for (const { environment } of functionsOf(lock))
      expect(JSON.stringify(environment)).toContain(`dev-canary@sha256:${'3'.repeat(64)}`);
  });

  it('does not plan either function without them, and names the command', () => {
    for (const { environment, lifecycle } of functionsOf(emptyLock('dev'))) {
      expect(JSON.stringify(environment)).not.toContain('CANARIES');
      for (const kind of CANARY_KINDS) expect(JSON.stringify(lifecycle)).toContain(`canary-${kind}`);
    }
  });

  it('plans both functions without them only for a plan that says that they follow', () => {
    const verifier = synthFor(VerifierStack, deployment, emptyLock('dev'));
    expect(verifier.json['variable']).toEqual({
      [CANARIES_FOLLOW]: expect.objectContaining({ type: 'bool', default: false, nullable: false }) as unknown,
    });
    for (const { lifecycle } of functionsOf(emptyLock('dev'))) {
      const { precondition } = lifecycle as { readonly precondition: readonly { readonly condition: string }[] };
      expect(precondition.map(({ condition }) => condition)).toEqual([
        '${local.verifier-image != ""}',
        ...CANARY_KINDS.map((kind) => `\${local.canaries_${kind} != "" || var.canaries_follow}`),
      ]);
    }
  });
});
