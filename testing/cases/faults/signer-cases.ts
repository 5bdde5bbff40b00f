import type { FaultEffect } from '../../gateway/fault';
import { type Expected, service, trusted } from '../expected';
import type { VerificationCase } from '../verification-case';

const THROTTLED = {
  kind: 'status',
  status: 429,
  code: 'TooManyRequestsException',
  message: 'Rate exceeded',
} as const satisfies FaultEffect;

const FAULTS: readonly (readonly [string, string, FaultEffect, Expected])[] = [
  ['throttled', 'throttles requests', THROTTLED, service('throttled')],
  ['500', 'fails', { kind: 'status', status: 500 }, service('signer-unavailable')],
  ['503', 'is unavailable', { kind: 'status', status: 503 }, service('signer-unavailable')],
  [
    'denied',
    "refuses the function's role",
    { kind: 'status', status: 403, code: 'AccessDeniedException', message: 'not authorized' },
    service('signer-unavailable'),
  ],
  ['reset', 'closes the connection', { kind: 'reset' }, service('signer-unavailable')],
  ['truncated', 'sends half a response', { kind: 'truncate', bytes: 5 }, service('signer-unavailable')],
  ['refuses-connection', 'cannot be reached', { kind: 'refuse-connect' }, service('signer-unavailable')],
];

const faultCases = FAULTS.map(([name, what, effect, expected]): VerificationCase => ({
  name: `signer-${name}`,
  title: `AWS Signer ${what}`,
  expected,
  setUp: async (environment) => {
    const { reference } = await environment.signed();
    environment.signerFails(effect);
    return { reference };
  },
}));

/** A bad signature before or after one by the trusted profile that AWS Signer fails to check. */
const beside = (
  order: 'before' | 'after',
  [name, what, effect, expected]: (typeof FAULTS)[number],
): VerificationCase => ({
  name: `bad-${order}-signer-${name}`,
  title: `a bad signature ${order} one that cannot be checked because AWS Signer ${what}`,
  expected,
  setUp: async (environment) => {
    const bad = { signature: 'tampered' } as const;
    await environment.crafted(...(order === 'before' ? [bad, {}] : [{}, bad]));
    environment.signerFails(effect);
    return { reference: (await environment.push()).reference };
  },
});

// The plugin calls AWS Signer three times before it gives up.
const ATTEMPTS = 3;

/** Failures of AWS Signer. */
export const signerCases: readonly VerificationCase[] = [
  ...faultCases,
  ...FAULTS.filter(([name]) => ['throttled', '500', 'denied', 'reset'].includes(name)).flatMap((fault) => [
    beside('before', fault),
    beside('after', fault),
  ]),
  {
    name: 'signer-hangs',
    title: 'AWS Signer accepts the request and never responds',
    expected: service('timed-out'),
    setUp: async (environment) => {
      const { reference } = await environment.signed();
      environment.signerFails({ kind: 'hang' });
      return { reference, deadlineMs: 2_000 };
    },
  },
  {
    name: 'good-after-unchecked',
    title: 'a valid signature after one that could not be checked',
    expected: trusted,
    setUp: async (environment) => {
      const { reference } = await environment.crafted({}, {});
      environment.signerFails(THROTTLED, ATTEMPTS);
      return { reference };
    },
  },
  {
    name: 'wrong-signer-and-signer-down',
    title: 'signed by a profile that is not trusted, while AWS Signer fails: it does not need to be called',
    expected: { kind: 'untrusted', reason: 'signer-not-trusted' },
    setUp: async (environment) => {
      const { reference } = await environment.signed(environment.stranger());
      environment.signerFails({
        kind: 'status',
        status: 403,
        code: 'AccessDeniedException',
        message: 'not authorized',
      });
      return { reference };
    },
  },
];
