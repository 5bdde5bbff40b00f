import { forecastFor, type Forecast } from '../../../../cli/commands/gate/forecast';
import type { KnownGrants } from '../../../../cli/commands/gate/known-grants';
import { UNTRUSTED_REASONS, type Mode, type Verdict } from '../../../../verification';
import {
  aServiceFailure,
  aTrusted,
  aVerified,
  CLUSTER,
  NOW,
  anImage,
  anUnprovable,
  anUntrusted,
} from '../../../support/domain/domain';
import { aGrant } from '../../../support/domain/fake-grants';

const EXEMPT: Verdict = { kind: 'exempt', rule: 'legacy', detail: '' };
const TOO_MANY = anUntrusted('too-many-signatures');

const toContainer = (verdict: Verdict) => ({ ...aVerified({ verdict }), provisional: false });
const foresee = (mode: Mode, verdicts: readonly Verdict[], known: KnownGrants = []) =>
  forecastFor({ mode, clusterArn: CLUSTER, containers: verdicts.map(toContainer), known, now: NOW });

describe('forecastFor', () => {
  it.each<[string, readonly Verdict[], Forecast['answer']]>([
    ['only trusted and exempt images', [aTrusted(), EXEMPT], 'continue'],
    ['no container', [], 'wait'],
    ['an image that cannot be verified', [aTrusted(), aServiceFailure()], 'wait'],
    ['an image that is gone', [anUnprovable()], 'wait'],
    ['more signatures than are examined', [aTrusted(), TOO_MANY], 'wait'],
    ['an untrusted image beside one with too many signatures', [TOO_MANY, anUntrusted('unsigned')], 'roll-back'],
    [
      'an untrusted image beside one that cannot be verified',
      [aServiceFailure(), anUntrusted('unsigned')],
      'roll-back',
    ],
  ])('in enforce, with %s', (_what, verdicts, answer) => {
    expect(foresee('enforce', verdicts).answer).toBe(answer);
  });

  it.each(UNTRUSTED_REASONS.filter((reason) => reason !== 'too-many-signatures'))(
    'rolls back in enforce: %s',
    (reason) => {
      expect(foresee('enforce', [aTrusted(), anUntrusted(reason)]).answer).toBe('roll-back');
    },
  );

  it('continues everything in audit, and says so of an untrusted image', () => {
    expect(foresee('audit', [])).toMatchObject({ answer: 'continue', because: 'the cluster is in mode audit' });
    expect(foresee('audit', [anUntrusted()])).toMatchObject({
      answer: 'continue',
      because: expect.stringContaining('only reported'),
    });
  });

  it('names the grants that lift the response, and why another image still waits', () => {
    const grant = aGrant();
    expect(foresee('enforce', [anUntrusted(), aTrusted()], [grant])).toEqual({
      answer: 'continue',
      because: `a break-glass grant is in force: ${grant.id} (until 2026-03-01T15:00:00.000Z)`,
      grants: [grant],
    });
    const other = { ...toContainer(aServiceFailure()), image: anImage('docker.io/library/side:1') };
    const containers = [toContainer(anUntrusted()), other];
    expect(forecastFor({ mode: 'enforce', clusterArn: CLUSTER, containers, known: [grant], now: NOW })).toMatchObject({
      answer: 'wait',
      because: 'an image could not be verified',
    });
    expect(foresee('enforce', [anUntrusted()], 'unread')).toMatchObject({ answer: 'roll-back', grants: 'unread' });
  });
});
