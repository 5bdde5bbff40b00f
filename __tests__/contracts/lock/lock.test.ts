import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import { emptyLock, parseLock, serializeLock } from '../../../contracts/lock/lock';
import { aDeployment } from '../../support/deployment/deployment';
import { aFullLock, aLockedImage } from '../../support/deployment/deployment-sample';

const REPOSITORY = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/dev-image-trust';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const FILE = 'deployments/dev.lock.json';
const withImage = (overrides: object): string =>
  JSON.stringify({ ...emptyLock('dev'), images: { verifier: { ...aLockedImage(REPOSITORY), ...overrides } } });

describe('a lock', () => {
  it('can be parsed after it was serialised', () => {
    const lock = aFullLock(aDeployment());
    expect(parseLock(serializeLock(lock), FILE)).toEqual(lock);
  });

  it('has one canonical form, whatever the order of its keys', () => {
    const { images, ...rest } = aFullLock(aDeployment());
    expect(serializeLock({ images, ...rest })).toBe(serializeLock({ ...rest, images }));
    expect(serializeLock(emptyLock('dev'))).toBe('{\n  "deployment": "dev",\n  "images": {},\n  "version": 1\n}\n');
  });

  it('marks images that are unsigned on purpose', () => {
    const { images } = parseLock(withImage({ profileVersionArn: null }), FILE);
    expect(images['verifier']?.profileVersionArn).toBeNull();
  });

  it('names the base images of an image by digest', () => {
    const bases = { 'public.ecr.aws/lambda/nodejs:22': DIGEST, 'localhost:5000/go@sha256:0': DIGEST };
    expect(parseLock(withImage({ bases }), FILE).images['verifier']?.bases).toEqual(bases);
  });

  it('of another deployment is refused', () => {
    expect(() => parseLock(serializeLock(emptyLock('dev')), 'deployments/prod.lock.json')).toThrow(
      'deployments/prod.lock.json: 1 problem\n  deployment: expected prod, the deployment in the file\'s name, found "dev"',
    );
  });

  it.each<[string, object, string]>([
    [
      'a tag for a digest',
      { digest: 'latest' },
      'images.verifier.digest: expected a digest sha256:<64 hexadecimal digits>',
    ],
    [
      'a repository with a tag',
      { repository: `${REPOSITORY}:1` },
      'images.verifier.repository: expected the URI of an ECR',
    ],
    [
      'a profile without its version',
      { profileVersionArn: 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads' },
      'images.verifier.profileVersionArn: expected the ARN',
    ],
    ['no profile version', { profileVersionArn: undefined }, 'images.verifier.profileVersionArn: expected the ARN'],
    [
      'a tag for the digest of a base image',
      { bases: { 'node:22': '22' } },
      'images.verifier.bases["node:22"]: expected a digest',
    ],
    ['a base image without a name', { bases: { '': DIGEST } }, 'expected the reference of an image, such as'],
    ['no inputs', { inputs: '' }, 'images.verifier.inputs: expected a SHA-256'],
    ['an unknown field', { signer: 'x' }, 'images.verifier.signer: expected a known key ('],
  ])('with %s is refused', (_what, overrides, problem) => {
    expect(() => parseLock(withImage(overrides), FILE)).toThrow(problem);
  });

  it('of another version is refused', () => {
    expect(() => parseLock('{"version":2,"deployment":"dev","images":{}}', FILE)).toThrow(InvalidInputError);
  });

  it('that is invalid is not serialised', () => {
    expect(() => serializeLock({ ...emptyLock('dev'), images: { verifier: aLockedImage('nginx') } })).toThrow(
      InvalidInputError,
    );
  });

  it('exists for the example deployment', () => {
    const text = readFileSync(join(__dirname, '../../../deployments/example.lock.json'), 'utf8');
    const lock = parseLock(text, 'deployments/example.lock.json');
    expect(serializeLock(lock)).toBe(text);
    expect(Object.keys(lock.images)).toEqual(['sample-signed', 'sample-unsigned', 'verifier']);
  });
});
