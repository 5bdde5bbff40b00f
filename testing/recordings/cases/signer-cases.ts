import type { FaultEffect } from '../../gateway/fault';
import { type Expected, service, trusted } from '../recording';
import type { RecordedCase } from '../recorded-case';

const THROTTLED = {
  kind: 'status',
  status: 429,
  code: 'TooManyRequestsException',
  message: 'Rate exceeded',
} as const satisfies FaultEffect;

const FAULTS: readonly (readonly [string, string, FaultEffect, Expected])[] = [
  ['throttled', 'throttles', THROTTLED, service('throttled')],
  ['500', 'fails', { kind: 'status', status: 500 }, service('signer-unavailable')],
  ['503', 'is not available', { kind: 'status', status: 503 }, service('signer-unavailable')],
  [
    'denied',
    'refuses our role',
    { kind: 'status', status: 403, code: 'AccessDeniedException', message: 'not authorized' },
    service('signer-unavailable'),
  ],
  ['reset', 'breaks the connection', { kind: 'reset' }, service('signer-unavailable')],
  ['truncated', 'breaks off its answer', { kind: 'truncate', bytes: 5 }, service('signer-unavailable')],
  ['refuses-connection', 'cannot be reached', { kind: 'refuse-connect' }, service('signer-unavailable')],
];

const faultTakes = FAULTS.map(([name, what, effect, expected]): RecordedCase => ({
  name: `signer-${name}`,
  title: `AWS Signer ${what}`,
  expected,
  setUp: async (stage) => {
    const { reference } = await stage.signed();
    stage.signerFails(effect);
    return { reference };
  },
}));

/** A bad signature and one by the trusted profile, in that order or the other, while AWS Signer fails once. */
const beside = (order: 'before' | 'behind', [name, what, effect, expected]: (typeof FAULTS)[number]): RecordedCase => ({
  name: `bad-${order}-signer-${name}`,
  title: `a bad signature ${order} one that cannot be checked, since AWS Signer ${what}`,
  expected,
  setUp: async (stage) => {
    const bad = { signature: 'tampered' } as const;
    await stage.crafted(...(order === 'before' ? [bad, {}] : [{}, bad]));
    stage.signerFails(effect);
    return { reference: (await stage.push()).reference };
  },
});

// The plugin asks three times before it gives up.
const ATTEMPTS = 3;

/** AWS Signer that fails. */
export const signerCases: readonly RecordedCase[] = [
  ...faultTakes,
  ...FAULTS.filter(([name]) => ['throttled', '500', 'denied', 'reset'].includes(name)).flatMap((fault) => [
    beside('before', fault),
    beside('behind', fault),
  ]),
  {
    name: 'signer-hangs',
    title: 'AWS Signer accepts and never answers',
    expected: service('timed-out'),
    setUp: async (stage) => {
      const { reference } = await stage.signed();
      stage.signerFails({ kind: 'hang' });
      return { reference, deadlineMs: 1_000 };
    },
  },
  {
    name: 'good-behind-unchecked',
    title: 'a good signature behind one that could not be checked',
    expected: trusted,
    setUp: async (stage) => {
      const { reference } = await stage.crafted({}, {});
      stage.signerFails(THROTTLED, ATTEMPTS);
      return { reference };
    },
  },
  {
    name: 'wrong-signer-and-signer-down',
    title: 'signed by a profile that is not trusted, while AWS Signer fails: it need not be asked',
    expected: { kind: 'untrusted', reason: 'signer-not-trusted' },
    setUp: async (stage) => {
      const { reference } = await stage.signed(stage.stranger());
      stage.signerFails({ kind: 'status', status: 403, code: 'AccessDeniedException', message: 'not authorized' });
      return { reference };
    },
  },
];
