import { ledgerKey } from '../../verification';
import { anImage, anUntrusted, aTask, aTrusted, aVerified, digestOf } from '../support/domain/domain';

const { taskArn } = aTask();
const KEY = ledgerKey(taskArn, aVerified());

describe('ledgerKey', () => {
  it('consists of task, container, digest, verdict and reason', () => {
    expect(KEY).toBe(`${taskArn}#web#${digestOf('a')}#untrusted#signature-invalid`);
    expect(ledgerKey(taskArn, aVerified({ verdict: anUntrusted('signature-invalid', 'another detail') }))).toBe(KEY);
  });

  it.each([
    ['task', ledgerKey(`${taskArn}0`, aVerified())],
    ['container', ledgerKey(taskArn, aVerified({ container: { ...aVerified().container, name: 'api' } }))],
    ['digest', ledgerKey(taskArn, aVerified({ image: anImage(undefined, digestOf('b')) }))],
    ['reason', ledgerKey(taskArn, aVerified({ verdict: anUntrusted('revoked') }))],
    ['verdict', ledgerKey(taskArn, aVerified({ verdict: aTrusted() }))],
  ])('differs for another %s', (_what, key) => {
    expect(key).not.toBe(KEY);
  });

  it('contains the digest that ECS reports when the image has no identity', () => {
    const container = { name: 'web', image: 'Bad Name', imageDigest: digestOf('b') };
    const verified = aVerified({ container, image: null, verdict: anUntrusted('no-policy') });
    expect(ledgerKey('task', verified)).toBe(`task#web#${digestOf('b')}#untrusted#no-policy`);
    expect(ledgerKey('task', { ...verified, container: { ...container, imageDigest: null } })).toBe(
      'task#web#-#untrusted#no-policy',
    );
  });
});
