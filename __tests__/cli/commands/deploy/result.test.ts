import { PARTS } from '../../../../cli/commands/deploy/options';
import { summaryOf, toDeployResult, type Deployed } from '../../../../cli/commands/deploy/result';
import { emptyLock } from '../../../../contracts/lock/lock';
import { aDeployment } from '../../../support/deployment/deployment';
import { aFullLock, aSampleDeployment } from '../../../support/deployment/deployment-sample';

const result = (overrides: Partial<Deployed> = {}) =>
  toDeployResult({
    deployment: aDeployment(),
    parts: PARTS,
    lock: emptyLock('dev'),
    read: () => undefined,
    ...overrides,
  });

describe('the result of deploying', () => {
  it('has the outputs of each stack', () => {
    const read = (file: string): string | undefined =>
      file === 'deployments/dev.outputs.json' ? '{"dev-signing": {"profileArn": "arn"}, "other": {}}' : undefined;
    expect(result({ read }).stacks).toEqual([
      { name: 'dev-signing', outputsFile: 'deployments/dev.outputs.json', outputs: { profileArn: 'arn' } },
      { name: 'dev-verifier', outputsFile: 'deployments/dev.verifier.outputs.json', outputs: {} },
      { name: 'dev-sample', outputsFile: 'deployments/dev.sample.outputs.json', outputs: {} },
    ]);
  });

  it.each(['', 'null', '[]', '{"dev-signing": 1}', '{'])('does without outputs that it cannot read: %j', (text) => {
    expect(result({ read: () => text, parts: ['signing'] }).stacks[0]?.outputs).toEqual({});
  });

  it('has the images by digest, if they were deployed', () => {
    const deployment = aSampleDeployment();
    const lock = aFullLock(deployment);
    expect(Object.keys(result({ deployment, lock }).images ?? {})).toEqual(Object.keys(lock.images));
    expect(result({ deployment, lock }).images?.['verifier']).toMatch(/\/dev-image-trust@sha256:[0-9a-f]{64}$/);
    expect(result({ deployment, lock, parts: ['verifier'] }).images).toBeUndefined();
  });

  it.each<[string, Partial<Deployed>, string]>([
    ['a sample task', { deployment: aSampleDeployment() }, 'npx image-trust sample signed --deployment dev'],
    ['a plan, if there is no sample', {}, 'npx image-trust plan --deployment dev'],
    ['the images', { parts: ['signing'] }, 'npx image-trust deploy --deployment dev --only images'],
    ['the verifier', { parts: ['images'] }, 'npx image-trust deploy --deployment dev --only verifier'],
  ])('names what comes next: %s', (_what, overrides, next) => {
    expect(result(overrides).next).toBe(next);
    expect(summaryOf(result(overrides), 'deployments/dev.lock.json').at(-1)).toBe(`Next: ${next}`);
  });
});
