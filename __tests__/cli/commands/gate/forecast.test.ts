import { forecastFor, type Forecast } from '../../../../cli/commands/gate/forecast';
import { UNTRUSTED_REASONS, type Verdict } from '../../../../verification';
import { aServiceFailure, aTrusted, anUnprovable, anUntrusted } from '../../../support/domain/domain';

const EXEMPT: Verdict = { kind: 'exempt', rule: 'legacy', detail: '' };
const TOO_MANY = anUntrusted('too-many-signatures');

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
    expect(forecastFor('enforce', verdicts).answer).toBe(answer);
  });

  it.each(UNTRUSTED_REASONS.filter((reason) => reason !== 'too-many-signatures'))(
    'rolls back in enforce: %s',
    (reason) => {
      expect(forecastFor('enforce', [aTrusted(), anUntrusted(reason)]).answer).toBe('roll-back');
    },
  );

  it('continues everything in audit, and says so of an untrusted image', () => {
    expect(forecastFor('audit', [])).toEqual({ answer: 'continue', because: 'the cluster is in mode audit' });
    expect(forecastFor('audit', [anUntrusted()])).toMatchObject({
      answer: 'continue',
      because: expect.stringContaining('only reported'),
    });
  });
});
