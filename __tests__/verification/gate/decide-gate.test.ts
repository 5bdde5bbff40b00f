import {
  decideGate,
  serviceFailed,
  UNTRUSTED_REASONS,
  untrusted,
  type GateSituation,
  type Verdict,
} from '../../../verification';
import { aServiceFailure, aTrusted, anUnprovable, anUntrusted, NOW, someSettings } from '../../support/domain/domain';

const SECOND = 1_000;
const of = (verdict: Verdict, isGranted = false, untrustedSince = NOW - 60 * SECOND) => ({
  verdict,
  isGranted,
  untrustedSince,
});
const trusted = of(aTrusted());
const exempt = of({ kind: 'exempt', rule: 'vendor', detail: '' });
const revoked = of(anUntrusted('revoked'));
const unsigned = of(untrusted('unsigned', ''));
const tooMany = of(untrusted('too-many-signatures', ''));
const down = of(aServiceFailure());

const decide = (containers: GateSituation['containers'], overrides: Partial<GateSituation> = {}) =>
  decideGate({
    mode: 'enforce',
    containers,
    now: NOW,
    settings: someSettings({ confirmUnsignedAfterSeconds: 60 }),
    ...overrides,
  });

describe('decideGate', () => {
  it.each([
    ['all are trusted', [trusted, trusted]],
    ['all are trusted or exempt', [trusted, exempt]],
    ['all are exempt', [exempt]],
  ])('continues when %s', (_what, containers) => {
    expect(decide(containers)).toEqual({ kind: 'continue' });
  });

  it.each(UNTRUSTED_REASONS.filter((reason) => reason !== 'too-many-signatures'))(
    'rolls back when an image is untrusted for long enough: %s',
    (reason) => {
      expect(decide([trusted, of(untrusted(reason, '')), down])).toEqual({ kind: 'roll-back' });
    },
  );

  it.each([
    [0, { kind: 'confirm', afterSeconds: 60 }],
    [59_001, { kind: 'confirm', afterSeconds: 1 }],
    [60_000, { kind: 'roll-back' }],
  ])('rule 8: rolls back only what was untrusted for a minute: %d ms', (sinceMs, expected) => {
    expect(decide([of(unsigned.verdict, false, NOW - sinceMs)])).toEqual(expected);
  });

  it('rule 8: counts the minute for each image, and for those that hold the deployment only', () => {
    const first = of(unsigned.verdict, false, NOW);
    expect(decide([first, trusted, exempt, down, tooMany, of(unsigned.verdict, true)])).toEqual({
      kind: 'confirm',
      afterSeconds: 60,
    });
    expect(decide([first, unsigned])).toEqual({ kind: 'roll-back' });
  });

  it('rule 8: rolls back at once when a signature is revoked, whatever else is to be confirmed', () => {
    expect(decide([of(unsigned.verdict, false, NOW), of(revoked.verdict, false, NOW)])).toEqual({ kind: 'roll-back' });
  });

  it('neither rolls back nor continues an image with too many signatures to examine', () => {
    expect(decide([tooMany, trusted])).toEqual({ kind: 'wait' });
    expect(decide([tooMany, down])).toEqual({ kind: 'wait' });
    expect(decide([tooMany, unsigned])).toEqual({ kind: 'roll-back' });
  });

  it.each([
    ['a service failed', down],
    ['the digest is not known', of(serviceFailed('digest-unknown', ''))],
    ['the registry has no such image', of(anUnprovable())],
  ])('rule 1: waits when %s', (_what, inconclusive) => {
    expect(decide([trusted, inconclusive])).toEqual({ kind: 'wait' });
  });

  it('rule 3: waits without any container', () => {
    expect(decide([])).toEqual({ kind: 'wait' });
  });

  it.each([[[revoked, down]], [[unsigned]], [[]], [[tooMany]]])(
    'continues in audit mode, whatever the verdicts',
    (containers) => {
      expect(decide(containers, { mode: 'audit' })).toEqual({ kind: 'continue' });
    },
  );

  it.each([revoked, unsigned, tooMany, down])('lets a grant lift the response to any verdict', ({ verdict }) => {
    expect(decide([of(verdict, true), trusted])).toEqual({ kind: 'continue' });
  });

  it('rule 9: does not let the grant of one container lift the response to another', () => {
    expect(decide([of(revoked.verdict, true), down])).toEqual({ kind: 'wait' });
    expect(decide([of(down.verdict, true), unsigned])).toEqual({ kind: 'roll-back' });
    expect(decide([of(down.verdict, true), revoked])).toEqual({ kind: 'roll-back' });
  });
});
