import { parseDeployment } from '../../contracts/deployment/deployment';
import { emptyLock } from '../../contracts/lock/lock';
import { SampleStack } from '../../stacks/sample-stack';
import { SigningStack } from '../../stacks/signing-stack';
import { VerifierStack } from '../../stacks/verifier-stack';
import { aDeployment, deploymentInput } from '../support/deployment/deployment';
import { synthFor, type SynthesisedStack } from '../support/terraform/synth';

const STACKS = [SigningStack, VerifierStack, SampleStack] as const;
const HOST = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';

const deploymentOf = (name: string) => {
  const profile = name.replaceAll('-', '_');
  const signers = [`arn:aws:signer:eu-west-1:111122223333:/signing-profiles/${profile}`];
  const file = deploymentInput({
    name,
    signing: { profile, repositories: { workloads: [`${name}/web`], verifier: `${name}-image-trust` } },
    clusters: { [`${name}-payments`]: { mode: 'enforce' } },
    policies: { web: { repositories: [`${HOST}/${name}/*`, `${HOST}/${name}-sample/*`], signers } },
    sample: { subnets: ['subnet-0a1b2c3d'] },
  });
  return parseDeployment(JSON.stringify(file), `deployments/${name}.json`);
};

const stacksOf = (name: string): readonly SynthesisedStack[] => {
  const deployment = deploymentOf(name);
  return STACKS.map((Stack) => synthFor(Stack, deployment, emptyLock(name)));
};

const NAMING = /^(name|bucket|family|function_name|alarm_name|dashboard_name|target_key_id)$/;
// An inline policy needs a unique name only within its role.
const INLINE = 'aws_iam_role_policy.';

const namesIn = ({ addresses, at }: SynthesisedStack): readonly string[] =>
  addresses
    .filter((address) => !address.startsWith(INLINE))
    .flatMap((address) =>
      Object.entries(at(address))
        .filter(([key, value]) => NAMING.test(key) && typeof value === 'string' && !value.startsWith('${'))
        .map(([key, value]) => `${address.split('.')[0] ?? ''}.${key}=${String(value)}`),
    );

describe('two deployments side by side', () => {
  it.each([
    ['dev', 'prod'],
    ['dev', 'dev-sample'],
    ['dev', 'dev-image-trust'],
  ])('share no name: %s and %s', (...both) => {
    const [ours = [], theirs = []] = both.map((name) => stacksOf(name).flatMap(namesIn));
    expect(ours.length).toBeGreaterThan(30);
    expect(ours.filter((name) => theirs.includes(name))).toEqual([]);
  });

  it('share no state', () => {
    const states = ['dev', 'dev-sample', 'dev-signing'].flatMap((name) =>
      stacksOf(name).map(({ json }) =>
        JSON.stringify((json['terraform'] as Readonly<Record<string, unknown>>)['backend']),
      ),
    );
    expect(new Set(states).size).toBe(9);
  });
});

describe('fifty policies and fifty clusters', () => {
  const fifty = Array.from({ length: 50 }, (_, index) => `team-${String(index).padStart(2, '0')}`);
  const signers = ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads'];
  const deployment = aDeployment({
    policies: Object.fromEntries(fifty.map((team) => [team, { repositories: [`${HOST}/${team}/service`], signers }])),
    clusters: Object.fromEntries(fifty.map((team) => [`${team}-production`, { mode: 'enforce' }])),
  });
  const stack = synthFor(VerifierStack, deployment);

  it('are each named in the permissions to read and to stop', () => {
    const [read] = stack.statements('aws_iam_policy.launch_role_read-images');
    const [stop] = stack.statements('aws_iam_policy.launch_role_stop-tasks');
    expect([read?.Resource?.length, stop?.Resource?.length]).toEqual([50, 50]);
  });

  it('need no more resources than one policy and one cluster', () => {
    const one = synthFor(VerifierStack, aDeployment({ clusters: { payments: { mode: 'enforce' } } }));
    expect(stack.addresses).toEqual(one.addresses);
  });
});
