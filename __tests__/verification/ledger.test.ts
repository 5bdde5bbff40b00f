import { carriedOut, ledgerKey, pendingStopKey, rollbackKey, UNTRUSTED_REASONS } from '../../verification';
import { aLedgerEntry, anImage, anUntrusted, aTask, aTrusted, aVerified, digestOf } from '../support/domain/domain';

const { taskArn } = aTask();
const KEY = ledgerKey(taskArn, aVerified());

describe('ledgerKey', () => {
  it('consists of task, container, digest, verdict and reason', () => {
    expect(KEY).toBe(`${taskArn}#web#${digestOf('a')}#untrusted#revoked`);
    expect(ledgerKey(taskArn, aVerified({ verdict: anUntrusted('revoked', 'another detail') }))).toBe(KEY);
  });

  it.each([
    ['task', ledgerKey(`${taskArn}0`, aVerified())],
    ['container', ledgerKey(taskArn, aVerified({ container: { ...aVerified().container, name: 'api' } }))],
    ['digest', ledgerKey(taskArn, aVerified({ image: anImage(undefined, digestOf('b')) }))],
    ['reason', ledgerKey(taskArn, aVerified({ verdict: anUntrusted('unsigned') }))],
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

describe('rollbackKey', () => {
  it('consists of task and deployment', () => {
    expect(rollbackKey('task', 'deployment')).toBe('task#deployment#rollback');
  });
});

describe('carriedOut', () => {
  it.each([
    ['nothing', {}, undefined],
    ['a stop', { stopped: true }, 'stop'],
    ['a rollback', { rolledBack: true }, 'roll-back'],
  ])('is what was done about the verdict: %s', (_what, entry, expected) => {
    expect(carriedOut(aLedgerEntry(entry))).toBe(expected);
  });
});

describe('pendingStopKey', () => {
  it('is the same whatever the reason, since whoever attaches signatures can change it', () => {
    const keys = UNTRUSTED_REASONS.map((reason) =>
      pendingStopKey(taskArn, aVerified({ verdict: anUntrusted(reason) })),
    );
    expect(new Set(keys)).toEqual(new Set([`${taskArn}#web#${digestOf('a')}#stop-pending`]));
  });

  it('is not the key of any verdict', () => {
    expect(pendingStopKey(taskArn, aVerified())).not.toBe(KEY);
  });
});
