import { deploymentImages, lockedReference, verifierImage } from '../../../contracts/deployment/deployment-images';
import { emptyLock } from '../../../contracts/lock/lock';
import { aDeployment } from '../../support/deployment/deployment';
import { aFullLock, aLockedImage, aSampleDeployment } from '../../support/deployment/deployment-sample';

const HOST = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const image = verifierImage(aDeployment());
const lockWith = (locked: ReturnType<typeof aLockedImage>) => ({ ...emptyLock('dev'), images: { verifier: locked } });

describe('deploymentImages', () => {
  it("contain only the verifier's image if there is no sample", () => {
    expect(deploymentImages(aDeployment())).toEqual([
      { name: 'verifier', repository: `${HOST}/dev-image-trust`, origin: { kind: 'verifier' }, signature: 'wanted' },
    ]);
  });

  it('give the signed and the unsigned copy of one image a repository each', () => {
    const from = 'public.ecr.aws/ecs-sample-image/amazon-ecs-sample:latest';
    expect(deploymentImages(aSampleDeployment()).slice(1)).toEqual([
      {
        name: 'sample-signed',
        repository: `${HOST}/dev-sample/signed`,
        origin: { kind: 'copy', from },
        signature: 'wanted',
      },
      {
        name: 'sample-unsigned',
        repository: `${HOST}/dev-sample/unsigned`,
        origin: { kind: 'copy', from },
        signature: 'none',
      },
    ]);
  });

  it('build the sample from the named directory', () => {
    const sample = { subnets: ['subnet-0a1b2c3d'], image: { build: 'images/sample' } };
    expect(deploymentImages(aSampleDeployment({ sample })).map(({ origin }) => origin)).toEqual([
      { kind: 'verifier' },
      { kind: 'build', directory: 'images/sample', variant: 'signed' },
      { kind: 'build', directory: 'images/sample', variant: 'unsigned' },
    ]);
  });
});

describe('lockedReference', () => {
  it('contains repository and digest, never a tag', () => {
    expect(lockedReference(image, aFullLock(aDeployment()))).toBe(`${HOST}/dev-image-trust@sha256:${'ab'.repeat(32)}`);
  });

  it.each([
    ['an empty lock', emptyLock('dev')],
    ['an image of another repository', lockWith(aLockedImage(`${HOST}/other`))],
    ['an unsigned image that should be signed', lockWith(aLockedImage(image.repository, { profileVersionArn: null }))],
  ])('is undefined for %s', (_what, lock) => {
    expect(lockedReference(image, lock)).toBeUndefined();
  });
});
