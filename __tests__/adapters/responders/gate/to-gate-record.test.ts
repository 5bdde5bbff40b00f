import { toGateRecord } from '../../../../adapters/responders/gate/to-gate-record';
import { gateEventSchema } from '../../../../contracts/events/gate-event';
import { MAX_CONTAINERS, MAX_GRANTS } from '../../../../contracts/events/gate-event-format';
import { MAX_SIGNATURES } from '../../../../contracts/events/verdict-event-format';
import { untrusted, type GateOutcome } from '../../../../verification';
import {
  aContainer,
  anUntrusted,
  aServiceFailure,
  aTrusted,
  CLUSTER,
  digestOf,
  someEvidence,
  TRUST_SHA256,
} from '../../../support/domain/domain';
import { DEPLOYMENT, HOOK, SERVICE } from '../../../support/gate/fake-deployment';
import { aGateAnnouncement, aGateContainer } from '../../../support/gate/gate-announcement';

/** EventBridge's limit for an entry. */
const LIMIT = 256 * 1024;

describe('toGateRecord', () => {
  it('writes a decision in the format of the event', () => {
    const record = toGateRecord(aGateAnnouncement({ grants: ['g1'] }), 'dev');
    expect(gateEventSchema.parse(record)).toEqual(record);
    expect(record).toMatchObject({
      version: 1,
      deployment: 'dev',
      trustDocument: TRUST_SHA256,
      cluster: CLUSTER,
      ecsService: SERVICE,
      serviceDeployment: DEPLOYMENT,
      hook: HOOK,
      stage: 'PRE_SCALE_UP',
      mode: 'enforce',
      outcome: 'rolled-back',
      containers: [
        { container: 'web', digest: digestOf('a'), verdict: 'untrusted', reason: 'revoked', provisional: false },
      ],
      omittedContainers: 0,
      grants: ['g1'],
      expiresAt: '2026-03-01T13:00:00.000Z',
      timeoutAction: 'roll-back',
      at: '2026-03-01T12:00:00.000Z',
    });
  });

  it.each<GateOutcome>([
    'continued',
    'rollback-pending',
    'rolled-back',
    'waiting',
    'expiring',
    'timed-out',
    'overridden',
    'unanswered',
  ])('writes every outcome, also without what is not known: %s', (outcome) => {
    const unknown = { containers: [], trustDocument: null, expiresAt: null, timeoutAction: null };
    const record = toGateRecord(aGateAnnouncement({ outcome, ...unknown }), 'dev');
    expect(gateEventSchema.parse(record)).toMatchObject({ outcome, ...unknown });
  });

  it('names the gravest verdicts first, and at most so many containers and grants', () => {
    const containers = [
      ...Array.from({ length: MAX_CONTAINERS }, () => aGateContainer({ verdict: aTrusted() })),
      aGateContainer({ verdict: aServiceFailure(), provisional: true }),
      aGateContainer({ verdict: anUntrusted() }),
    ];
    const grants = Array.from({ length: MAX_GRANTS + 1 }, (_, index) => `g${index}`);
    const record = gateEventSchema.parse(toGateRecord(aGateAnnouncement({ containers, grants }), 'dev'));
    expect(record.containers.slice(0, 3)).toMatchObject([
      { verdict: 'untrusted' },
      { verdict: 'inconclusive', provisional: true },
      { verdict: 'trusted' },
    ]);
    expect([record.containers.length, record.omittedContainers]).toEqual([MAX_CONTAINERS, 2]);
    expect(record.grants).toHaveLength(MAX_GRANTS);
  });

  it('names all signatures of an ordinary revision', () => {
    const signatures = Array.from({ length: MAX_SIGNATURES + 1 }, () => someEvidence());
    const record = toGateRecord(
      aGateAnnouncement({ containers: [aGateContainer({ verdict: aTrusted({ signatures }) })] }),
      'dev',
    );
    expect(record.containers[0]?.signatures).toHaveLength(MAX_SIGNATURES);
  });

  // A control character takes six bytes in JSON.
  it.each(['\u0001', 'é', '"', 'x'])('stays below what EventBridge accepts, whatever was written: %j', (character) => {
    const long = character.repeat(2_000);
    const rejected = Array.from({ length: 100 }, () => ({
      digest: digestOf('9'),
      signer: long,
      reason: 'signature-invalid' as const,
      detail: long,
    }));
    const hostile = aGateContainer({
      container: aContainer({ name: long, image: long }),
      verdict: untrusted('signature-invalid', long, rejected),
    });
    const containers = Array.from({ length: 30 }, () => hostile);
    const record = toGateRecord(aGateAnnouncement({ containers, detail: long }), 'dev');
    expect(Buffer.byteLength(JSON.stringify(record))).toBeLessThan(LIMIT - 10_000);
    expect(gateEventSchema.parse(record)).toEqual(record);
    expect(record.containers[0]).toMatchObject({ verdict: 'untrusted', reason: 'signature-invalid' });
  });
});
