import { emptyLock, parseLock, serializeLock } from '../../../contracts/lock/lock';
import { withRetained } from '../../../contracts/lock/retained';
import { aDeployment } from '../../support/deployment/deployment';
import { aSampleDeployment } from '../../support/deployment/deployment-sample';

const FILE = 'deployments/dev.lock.json';
const SIGNING = { profile: 'dev_workloads', repositories: { workloads: ['shop/web'], verifier: 'dev-image-trust' } };
const VERSION = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads/a1B2c3D4e5';

describe('the names that a lock retains', () => {
  const first = withRetained(
    emptyLock('dev'),
    aSampleDeployment({ signing: { ...SIGNING, crossAccountSigners: ['444455556666'] } }),
  );

  it('are those of everything that the signing stack creates, and can be parsed after they were serialised', () => {
    expect(first.retained).toEqual({
      profiles: ['dev_workloads'],
      repositories: ['dev-image-trust', 'dev-sample/signed', 'dev-sample/unsigned', 'shop/web'],
      signerAccounts: ['444455556666'],
    });
    expect(parseLock(serializeLock(first), FILE)).toEqual(first);
  });

  it('stay when the deployment file no longer has them', () => {
    const renamed = { profile: 'dev_2', repositories: { workloads: ['shop/web2'], verifier: 'v2' } };
    expect(withRetained(first, aDeployment({ signing: renamed })).retained).toEqual({
      profiles: ['dev_2', 'dev_workloads'],
      repositories: ['dev-image-trust', 'dev-sample/signed', 'dev-sample/unsigned', 'shop/web', 'shop/web2', 'v2'],
      signerAccounts: ['444455556666'],
    });
  });

  it('do not include what exists already', () => {
    const existing = { signingProfile: VERSION, workloadRepositories: ['shop/web'], verifierRepository: true };
    const lock = emptyLock('dev');
    expect(withRetained(lock, aDeployment({ existing }))).toBe(lock);
  });

  it('leave the lock as it is when all of them are listed', () => {
    expect(withRetained(first, aSampleDeployment())).toBe(first);
  });

  it('are empty in a lock of an earlier version', () => {
    expect(parseLock('{"version":1,"deployment":"dev","images":{}}', FILE).retained).toBeUndefined();
  });

  it.each([
    [{ profiles: ['dev-workloads'] }, 'retained.profiles[0]: expected a profile name'],
    [{ repositories: ['${var.x}'] }, 'retained.repositories[0]: expected the name of an ECR repository'],
    [{ signerAccounts: ['me'] }, 'retained.signerAccounts[0]: expected an account of 12 digits'],
  ])('are refused when AWS could not have them: %j', (retained, problem) => {
    expect(() => parseLock(JSON.stringify({ ...emptyLock('dev'), retained }), FILE)).toThrow(problem);
  });
});
