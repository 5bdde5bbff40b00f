import { emptyLock, type Lock } from '../../contracts/lock/lock';
import { withRetained } from '../../contracts/lock/retained';
import { SigningStack } from '../../stacks/signing-stack';
import { aDeployment } from '../support/deployment/deployment';
import { aFullLock, sampleFields } from '../support/deployment/deployment-sample';
import { synthFor } from '../support/terraform/synth';

type Fields = Readonly<Record<string, unknown>>;

const SIGNING = { profile: 'dev_workloads', repositories: { workloads: ['shop/web'], verifier: 'dev-image-trust' } };
const VERSION = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads/a1B2c3D4e5';
const SAMPLE = ['aws_ecr_repository.workload-dev-sample_signed', 'aws_ecr_repository.workload-dev-sample_unsigned'];
const PROFILE = 'aws_signer_signing_profile.signing-profile_dev_workloads';
const VERIFIER = [
  'aws_ecr_repository.verifier-repository_dev-image-trust',
  'aws_ecr_repository_policy.verifier-repository_dev-image-trust_policy',
];
const permissionsOf = (profile: string) =>
  ['look', 'sign'].map((verb) => `aws_signer_signing_profile_permission.${profile}_${verb}-444455556666`);

/** What Terraform forgets, and what it moves, after a deployment file was deployed and then edited. */
const after = (edit: Fields, { before = {}, lock }: { readonly before?: Fields; readonly lock?: Lock } = {}) => {
  const deployed = aDeployment(before);
  const [edited, recorded] = [aDeployment({ ...before, ...edit }), lock ?? withRetained(aFullLock(deployed), deployed)];
  const { json, addresses } = synthFor(SigningStack, edited, recorded);
  const removed = (json['removed'] ?? []) as readonly { readonly from: string; readonly lifecycle: object }[];
  const moved = (json['moved'] ?? []) as readonly { readonly from: string; readonly to: string }[];
  for (const { lifecycle } of removed) expect(lifecycle).toEqual({ destroy: false });
  const forgotten = removed.map(({ from }) => from);
  // Terraform refuses an address that is removed, or moved away, and yet in the configuration.
  for (const from of [...forgotten, ...moved.map((each) => each.from)]) expect(addresses).not.toContain(from);
  expect(new Set(forgotten).size).toBe(forgotten.length);
  return { forgotten, moved };
};

/** Without those that are forgotten after any edit: the addresses that the deployed resources never had. */
const forgottenAfter = (...args: Parameters<typeof after>): readonly string[] => {
  const deployed = aDeployment(args[1]?.before ?? {});
  const had = synthFor(SigningStack, deployed).addresses;
  return after(...args).forgotten.filter((each) => had.includes(each));
};

describe('an edit of the deployment file, after which Terraform forgets instead of destroys', () => {
  const withSigners = { signing: { ...SIGNING, crossAccountSigners: ['444455556666'] } };

  it.each<[string, Fields, { readonly before?: Fields }, readonly string[]]>([
    ['nothing', {}, {}, []],
    ['the profile moved to existing', { existing: { signingProfile: VERSION } }, {}, [PROFILE]],
    [
      'the profile moved to existing, and its cross-account signers taken out, since the profile is no longer managed',
      { existing: { signingProfile: VERSION }, signing: SIGNING },
      { before: withSigners },
      [PROFILE, ...permissionsOf('signing-profile_dev_workloads')],
    ],
    [
      'another profile name',
      { signing: { ...withSigners.signing, profile: 'dev_2' } },
      { before: withSigners },
      [PROFILE, ...permissionsOf('signing-profile_dev_workloads')],
    ],
    ['the verifier repository moved to existing', { existing: { verifierRepository: true } }, {}, VERIFIER],
    [
      'another verifier repository',
      { signing: { ...SIGNING, repositories: { ...SIGNING.repositories, verifier: 'dev-verifier' } } },
      {},
      VERIFIER,
    ],
    [
      'a workload repository moved to existing',
      { existing: { workloadRepositories: ['shop/web'] } },
      {},
      ['aws_ecr_repository.workload-shop_web'],
    ],
    [
      'a workload repository renamed',
      { signing: { ...SIGNING, repositories: { ...SIGNING.repositories, workloads: ['shop/web2'] } } },
      {},
      ['aws_ecr_repository.workload-shop_web'],
    ],
    [
      'a workload repository taken out',
      { signing: { ...SIGNING, repositories: { ...SIGNING.repositories, workloads: [] } } },
      {},
      ['aws_ecr_repository.workload-shop_web'],
    ],
    ['the sample taken out', { sample: undefined }, { before: sampleFields }, SAMPLE],
    [
      'a workload repository made the verifier repository',
      { signing: { ...SIGNING, repositories: { workloads: [], verifier: 'shop/web' } } },
      {},
      ['aws_ecr_repository.workload-shop_web', ...VERIFIER],
    ],
  ])('%s', (_title, edit, given, expected) => {
    expect([...forgottenAfter(edit, given)].sort()).toEqual([...expected].sort());
  });

  it('needs no lock for what moved to existing, nor for the sample', () => {
    const existing = { signingProfile: VERSION, workloadRepositories: ['shop/web'], verifierRepository: true };
    const edit = { existing, sample: undefined };
    const forgotten = forgottenAfter(edit, { before: sampleFields, lock: emptyLock('dev') });
    expect([...forgotten].sort()).toEqual(
      [PROFILE, ...VERIFIER, ...SAMPLE, 'aws_ecr_repository.workload-shop_web'].sort(),
    );
  });
});

describe('with retainProfile and retainImages false', () => {
  const before = { signing: { ...SIGNING, retainProfile: false }, retainImages: false };

  it('what is renamed or taken out is destroyed', () => {
    const edit = {
      signing: { profile: 'dev_2', repositories: { workloads: [], verifier: 'v2' }, retainProfile: false },
    };
    expect(after(edit, { before }).forgotten).toEqual([]);
  });

  it('what moved to existing is forgotten all the same, since the deployment still uses it', () => {
    const existing = { signingProfile: VERSION, workloadRepositories: ['shop/web'], verifierRepository: true };
    expect([...forgottenAfter({ existing }, { before })].sort()).toEqual(
      [PROFILE, ...VERIFIER, 'aws_ecr_repository.workload-shop_web'].sort(),
    );
  });
});

describe('the addresses of an earlier version, which contained no name', () => {
  const FORMER = [
    'aws_ecr_repository.verifier-repository',
    'aws_ecr_repository_policy.verifier-repository_policy',
    'aws_signer_signing_profile.signing-profile',
  ];
  const lock = aFullLock(aDeployment());

  it.each([
    ['before the first lock', emptyLock('dev')],
    ['with the lock of the earlier version', lock],
  ])('become those with the name %s', (_title, given) => {
    const { moved, forgotten } = after({}, { lock: given });
    expect(moved).toEqual([
      { from: FORMER[2], to: PROFILE },
      { from: FORMER[0], to: VERIFIER[0] },
      { from: FORMER[1], to: VERIFIER[1] },
    ]);
    expect(forgotten).toEqual(expect.not.arrayContaining(FORMER));
  });

  it('become those with the name for the permissions of other accounts, too', () => {
    const { moved } = after({ signing: { ...SIGNING, crossAccountSigners: ['444455556666'] } }, { lock });
    expect(moved.map(({ from }) => from)).toEqual(expect.arrayContaining(permissionsOf('signing-profile')));
  });

  it.each<[string, Fields]>([
    ['renamed', { signing: { profile: 'dev_2', repositories: { workloads: [], verifier: 'v2' } } }],
    ['moved to existing', { existing: { signingProfile: VERSION, verifierRepository: true } }],
  ])('are forgotten when the resources were %s before the first deployment with names', (_title, edit) => {
    const { moved, forgotten } = after(edit, { lock });
    expect(moved).toEqual([]);
    expect(forgotten).toEqual(expect.arrayContaining(FORMER));
  });
});
