import { findDeployment, readDeployment } from '../../../contracts/deployment/read-deployment';
import { emptyLock, serializeLock } from '../../../contracts/lock/lock';
import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import { aDeployment, deploymentInput } from '../../support/deployment/deployment';
import { aFullLock } from '../../support/deployment/deployment-sample';

const CHOICE = { option: 'dev', variable: undefined, wanted: '--deployment' } as const;
const FILE = 'deployments/dev.json';
const LOCK_FILE = 'deployments/dev.lock.json';

const holding = (texts: Readonly<Record<string, string>>) => ({
  folder: 'deployments',
  list: () => Object.keys(texts).map((path) => path.replace('deployments/', '')),
  read: (path: string) => texts[path],
});

const DEPLOYMENT = JSON.stringify(deploymentInput());

describe('readDeployment', () => {
  it('returns the deployment with its lock, and where they are', () => {
    const lock = aFullLock(aDeployment());
    const port = holding({ [FILE]: DEPLOYMENT, [LOCK_FILE]: serializeLock(lock) });
    expect(readDeployment(CHOICE, port)).toEqual({
      deployment: aDeployment(),
      lock,
      file: FILE,
      lockFile: LOCK_FILE,
    });
  });

  it('returns an empty lock before the first sign-and-push', () => {
    expect(readDeployment(CHOICE, holding({ [FILE]: DEPLOYMENT })).lock).toEqual(emptyLock('dev'));
  });

  it.each([
    ['no deployment of the name', {}, '--deployment: expected the name of a deployment'],
    ['a deployment file that is none', { [FILE]: '{}' }, `${FILE}: `],
    ['a lock that is none', { [FILE]: DEPLOYMENT, [LOCK_FILE]: '{}' }, `${LOCK_FILE}: `],
    ['the lock of another', { [FILE]: DEPLOYMENT, [LOCK_FILE]: serializeLock(emptyLock('prod')) }, `${LOCK_FILE}: `],
  ])('refuses %s', (_what, texts, message) => {
    const read = () => readDeployment(CHOICE, holding(texts));
    expect(read).toThrow(InvalidInputError);
    expect(read).toThrow(message);
  });
});

describe('a deployment whose images are locked in another place', () => {
  const lock = serializeLock(aFullLock(aDeployment()));
  const signers = ['arn:aws:signer:eu-west-1:444455556666:/signing-profiles/platform'];
  const policies = { web: { repositories: ['docker.io/shop/*'], signers } };
  const readEdited = (edit: object) =>
    readDeployment(
      CHOICE,
      holding({ [FILE]: JSON.stringify({ ...deploymentInput({ policies }), ...edit }), [LOCK_FILE]: lock }),
    );

  it.each([
    ['account', { account: '444455556666' }, 'account: expected 111122223333, the account of the images in the lock'],
    ['region', { region: 'eu-central-1' }, 'region: expected eu-west-1, the region of the images in the lock'],
  ])('is refused, since a changed %s would lose what is deployed', (_what, edit, problem) => {
    expect(() => readEdited(edit)).toThrow(InvalidInputError);
    expect(() => readEdited(edit)).toThrow(`${FILE}: 1 problem\n  ${problem}: a deployment cannot move`);
  });
});

describe('findDeployment', () => {
  it('does not read the lock, so that a broken one does not keep images from being verified', () => {
    const { deployment, lockFile } = findDeployment(CHOICE, holding({ [FILE]: DEPLOYMENT, [LOCK_FILE]: '{}' }));
    expect({ deployment, lockFile }).toEqual({ deployment: aDeployment(), lockFile: LOCK_FILE });
  });
});
