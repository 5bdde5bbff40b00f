import { allPolicies } from '../../../contracts/deployment/canary-policy';
import { CANARY_KINDS, lockedCanaries } from '../../../contracts/deployment/canary-images';
import { createdNames } from '../../../contracts/deployment/created-names';
import { canaryImage, deploymentImages } from '../../../contracts/deployment/deployment-images';
import { readableRepositories } from '../../../contracts/deployment/readable-repositories';
import { launchEnvironment } from '../../../contracts/functions/launch-environment';
import { parseLaunchSettings } from '../../../contracts/functions/launch-settings';
import { emptyLock, type Lock } from '../../../contracts/lock/lock';
import { retainedIn, withRetained } from '../../../contracts/lock/retained';
import { serializeTrustDocument, toTrustDocument } from '../../../contracts/trust-document/trust-document';
import { aDeployment, complaintsAbout } from '../../support/deployment/deployment';
import { aCanaryDeployment, canaryFields } from '../../support/deployment/deployment-canary';

const HOST = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const PROFILE = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';
const CANARY_PROFILE = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_canary';
const VERSION = `${PROFILE}/a1B2c3D4e5`;
const deployment = aCanaryDeployment();

const lockWith = (kinds: readonly (typeof CANARY_KINDS)[number][]): Lock => ({
  ...emptyLock('dev'),
  images: Object.fromEntries(
    kinds.map((kind, index) => {
      const { name, repository } = canaryImage(deployment, kind);
      const digest = `sha256:${String(index).repeat(64)}`;
      const profileVersionArn = kind === 'unsigned' ? null : VERSION;
      return [name, { repository, tag: 't', digest, inputs: 'a'.repeat(64), profileVersionArn }];
    }),
  ),
});

describe('the canary images of a deployment', () => {
  it('are four images in one repository', () => {
    expect(deploymentImages(deployment).slice(1)).toMatchObject([
      { name: 'canary-good', repository: `${HOST}/dev-canary`, signature: 'wanted' },
      { name: 'canary-unsigned', repository: `${HOST}/dev-canary`, signature: 'none' },
      { name: 'canary-foreign', repository: `${HOST}/dev-canary`, signature: 'foreign' },
      { name: 'canary-revoked', repository: `${HOST}/dev-canary`, signature: 'revoked' },
    ]);
  });

  it('are covered by a policy that trusts the own profile alone, which functions may read', () => {
    const canary = { repositories: [`${HOST}/dev-canary`], signers: [PROFILE], require: 'any' };
    expect(toTrustDocument(deployment).policies['canary']).toEqual(canary);
    expect(readableRepositories(deployment).map(({ arn }) => arn)).toContain(
      'arn:aws:ecr:eu-west-1:111122223333:repository/dev-canary',
    );
    const existing = { signingProfile: VERSION };
    expect(allPolicies(aCanaryDeployment({ existing }))['canary']?.signers).toEqual([PROFILE]);
  });

  it('need a repository and a profile, which stay listed', () => {
    expect(createdNames(deployment)).toMatchObject({
      workloads: ['shop/web', 'dev-canary'],
      canaryProfile: 'dev_canary',
    });
    expect(retainedIn(withRetained(emptyLock('dev'), deployment))).toMatchObject({
      profiles: ['dev_canary', 'dev_workloads'],
      repositories: ['dev-canary', 'dev-image-trust', 'shop/web'],
    });
  });

  it('leave the trust document of other deployments as it was', () => {
    const { canary: _, ...policies } = toTrustDocument(deployment).policies;
    const without = serializeTrustDocument(toTrustDocument(aDeployment()));
    expect(without).toEqual(serializeTrustDocument({ ...toTrustDocument(deployment), policies }));
  });

  it('are known once the lock has them all', () => {
    expect(lockedCanaries(deployment, lockWith(CANARY_KINDS))).toEqual({
      good: `${HOST}/dev-canary@sha256:${'0'.repeat(64)}`,
      unsigned: `${HOST}/dev-canary@sha256:${'1'.repeat(64)}`,
      foreign: `${HOST}/dev-canary@sha256:${'2'.repeat(64)}`,
      revoked: `${HOST}/dev-canary@sha256:${'3'.repeat(64)}`,
    });
    expect(lockedCanaries(deployment, lockWith(['good', 'unsigned', 'foreign']))).toBeUndefined();
    expect(lockedCanaries(aDeployment(), lockWith(CANARY_KINDS))).toBeUndefined();
  });

  it('reach the launch function by its environment', () => {
    const canaries = lockedCanaries(deployment, lockWith(CANARY_KINDS));
    const trustKey = `trust/${'0'.repeat(64)}.json`;
    const environment = { ...launchEnvironment({ deployment, trustKey, canaries }), AWS_REGION: 'eu-west-1' };
    expect(parseLaunchSettings(environment).canaries).toEqual(canaries);
    expect(launchEnvironment({ deployment, trustKey })).not.toHaveProperty('CANARIES');
    for (const CANARIES of ['{', '{}', '[]'])
      expect(() => parseLaunchSettings({ ...environment, CANARIES })).toThrow('CANARIES');
  });

  const web = { repositories: [`${HOST}/shop/*`], signers: [PROFILE] };
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['a policy of the reserved name', { policies: { canary: web } }, 'policies.canary: expected another name, since'],
    [
      'the trusted profile for the foreign image',
      { canary: { repository: 'dev-canary', profile: 'dev_workloads' } },
      'canary.profile: expected another profile than signing.profile',
    ],
    [
      'a policy that trusts the profile of the foreign image',
      { policies: { web: { ...web, signers: [CANARY_PROFILE] } } },
      'policies.web.signers[0]: expected a signer other than canary.profile',
    ],
    [
      'an existing profile of another account',
      { existing: { signingProfile: VERSION.replace('111122223333', '444455556666') } },
      "canary: expected existing.signingProfile in the deployment's account 111122223333",
    ],
    ['no sweep', { sweep: 'off' }, 'sweep: expected an object or nothing, since canary images'],
    [
      'the repository of another image',
      { canary: { repository: 'shop/web', profile: 'dev_canary' } },
      'canary.repository: expected each repository once',
    ],
    [
      'a rule of their repository alone',
      { policies: { web: { ...web, repositories: [`${HOST}/dev-canary`] } } },
      'canary.repository: expected each repository pattern once',
    ],
  ])('contradict %s', (_what, overrides, complaint) => {
    expect(complaintsAbout({ ...canaryFields, ...overrides }).join('\n')).toContain(complaint);
  });
});
