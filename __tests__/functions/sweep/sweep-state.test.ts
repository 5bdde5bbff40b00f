import { formatSweepState, parseSweepState, type SweepState } from '../../../functions/sweep/sweep-state';
import {
  BAD_REASONS,
  IMAGE_REASONS,
  imageUnprovable,
  SERVICE_REASONS,
  serviceFailed,
  UNTRUSTED_REASONS,
  untrusted,
  type Verdict,
} from '../../../verification';
import { aContainer, aTrusted, CLUSTER, digestOf, NOW, SIGNER, TASK, TRUST_SHA256 } from '../../support/domain/domain';
import { aRunningTask } from '../../support/sweep/sweep-world';

const rejected = BAD_REASONS.flatMap((reason) => [
  { digest: digestOf('7'), signer: SIGNER, reason, detail: 'claimed' },
  { digest: digestOf('8'), reason, detail: '' },
]);

const VERDICTS: readonly Verdict[] = [
  aTrusted(),
  { kind: 'exempt', rule: 'vendor', detail: '' },
  ...UNTRUSTED_REASONS.map((reason) => ({ ...untrusted(reason, 'why'), signatures: rejected })),
  ...SERVICE_REASONS.map((reason) => serviceFailed(reason, 'why')),
  ...IMAGE_REASONS.map((reason) => imageUnprovable(reason, 'why')),
];

const aState = (overrides: Partial<SweepState> = {}): SweepState => ({
  trustDocument: TRUST_SHA256,
  startedAt: NOW,
  inventory: {
    clusters: [
      { clusterArn: CLUSTER, problem: null },
      { clusterArn: `${CLUSTER}-2`, problem: 'access denied' },
    ],
    services: [{ clusterArn: CLUSTER, name: 'web', owner: 'payments' }],
    tasks: [
      aRunningTask({ owner: 'payments' }),
      aRunningTask({
        group: null,
        taskDefinitionArn: null,
        startedAt: null,
        containers: [aContainer({ image: null, imageDigest: null })],
      }),
    ],
  },
  unlisted: [`${CLUSTER}-3`],
  verdicts: Object.fromEntries(VERDICTS.map((verdict, index) => [`["${index}"]`, { verdict, verifiedAt: NOW }])),
  healed: [TASK],
  ...overrides,
});

describe('parseSweepState', () => {
  it('reads every kind of verdict that formatSweepState writes', () => {
    expect(parseSweepState(formatSweepState(aState()))).toEqual(aState());
    expect(parseSweepState(formatSweepState(aState({ trustDocument: null })))?.trustDocument).toBeNull();
  });

  it('keeps a group whose key is that of a property of every object', () => {
    const entries = [['__proto__', { verdict: aTrusted(), verifiedAt: NOW }]] as const;
    const read = parseSweepState(formatSweepState(aState({ verdicts: Object.fromEntries(entries) })));
    expect(Object.entries(read?.verdicts ?? {})).toEqual(entries);
  });

  it.each([
    ['no JSON', '{'],
    ['another version', formatSweepState(aState()).replace('"version":1', '"version":2')],
    ['a verdict of an unknown kind', formatSweepState(aState()).replace('"kind":"trusted"', '"kind":"fine"')],
    ['an untrusted verdict for an unknown reason', formatSweepState(aState()).replace('"unsigned"', '"unknown"')],
    ['a digest that is none', formatSweepState(aState()).replace(digestOf('a'), 'latest')],
    ['the state of an earlier version', formatSweepState(aState()).replace('"unlisted"', '"others"')],
  ])('refuses %s, so that the sweep begins anew', (_what, json) => {
    expect(parseSweepState(json)).toBeUndefined();
  });
});
