import { ledgerKey } from '../../verification';
import { aJudged, anImage, anUntrusted, aTask, digestOf } from '../support/domain/domain';

const KEY = ledgerKey(aTask().taskArn, aJudged());

describe('ledgerKey', () => {
  it('is one for task, container, digest, kind and reason', () => {
    expect(KEY).toBe(`${aTask().taskArn}#web#${digestOf('a')}#untrusted#signature-invalid`);
    expect(ledgerKey(aTask().taskArn, aJudged({ verdict: anUntrusted('signature-invalid', 'other words') }))).toBe(KEY);
  });

  it.each([
    ['task', ledgerKey(`${aTask().taskArn}0`, aJudged())],
    ['container', ledgerKey(aTask().taskArn, aJudged({ container: { ...aJudged().container, name: 'api' } }))],
    ['digest', ledgerKey(aTask().taskArn, aJudged({ image: anImage(undefined, digestOf('b')) }))],
    ['reason', ledgerKey(aTask().taskArn, aJudged({ verdict: anUntrusted('revoked') }))],
    ['kind', ledgerKey(aTask().taskArn, aJudged({ verdict: { kind: 'trusted', policy: 'shop', detail: '' } }))],
  ])('is another for another %s', (_what, key) => {
    expect(key).not.toBe(KEY);
  });

  it('takes the digest that ECS tells of an image that has no identity', () => {
    const container = { name: 'web', image: 'Bad Name', imageDigest: digestOf('b') };
    const judged = aJudged({ container, image: null, verdict: anUntrusted('no-policy') });
    expect(ledgerKey('task', judged)).toBe(`task#web#${digestOf('b')}#untrusted#no-policy`);
    expect(ledgerKey('task', { ...judged, container: { ...container, imageDigest: null } })).toBe(
      'task#web#-#untrusted#no-policy',
    );
  });
});
