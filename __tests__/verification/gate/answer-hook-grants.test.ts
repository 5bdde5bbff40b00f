import { DONE, type GateLedger } from '../../../verification';
import {
  aContainer,
  aServiceFailure,
  anUntrusted,
  aTrusted,
  CLUSTER,
  digestOf,
  ECR,
  MINUTE,
  NOW,
} from '../../support/domain/domain';
import { aGrant } from '../../support/domain/fake-grants';
import { DEPLOYMENT, HOOK } from '../../support/gate/fake-deployment';
import { FakeGate, gateWith } from '../../support/gate/fake-gate';

const down = aServiceFailure();
const CONTINUED = [[HOOK, 'continue']];
const ROLLED_BACK = [[HOOK, 'roll-back']];

describe('answerHook with a break-glass grant', () => {
  const forWeb = aGrant({ id: 'g1', until: NOW + 30 * MINUTE });

  it.each([
    ['an untrusted image', anUntrusted('revoked')],
    ['one that cannot be verified', down],
  ])('continues in spite of %s, keeps the verdict, and announces the use', async (_what, verdict) => {
    const gate = gateWith(verdict, { grants: [aGrant({ id: 'other', clusterArn: `${CLUSTER}0` }), forWeb] });
    await expect(gate.deliver()).resolves.toEqual(DONE);
    expect([gate.ecs.answers, gate.used]).toEqual([CONTINUED, [['g1', DEPLOYMENT]]]);
    expect(gate.outcomes('topic')).toEqual(['continued']);
    expect(gate.announced[0]?.[1]).toMatchObject({ grants: ['g1'], containers: [{ verdict }] });
    expect(gate.announced[0]?.[1].detail).toContain('break-glass');
  });

  it('rule 10: does not use a grant from its end on', async () => {
    const gate = gateWith(anUntrusted('revoked'), { grants: [forWeb] });
    gate.now = forWeb.until;
    await expect(gate.deliver()).resolves.toEqual(DONE);
    expect([gate.used, gate.ecs.answers]).toEqual([[], ROLLED_BACK]);
  });

  it.each([
    ['only trusted images', aTrusted(), {}],
    ['audit mode', anUntrusted('revoked'), { mode: 'audit' as const }],
  ])('does not read grants for %s', async (_what, verdict, trust) => {
    const readGrants = jest.fn(async () => [forWeb]);
    const gate = gateWith(verdict, { trust, ports: { readGrants } });
    await gate.deliver();
    expect([readGrants.mock.calls, gate.used]).toEqual([[], []]);
  });

  it('uses only grants that lift a response, and each once however often the event is delivered', async () => {
    const containers = [aContainer(), aContainer({ name: 'side', imageDigest: digestOf('b') })];
    const forSide = aGrant({ id: 'g2', subject: { kind: 'image', image: `${ECR}/shop/web@${digestOf('b')}` } });
    const gate = new FakeGate({ containers, grants: [forWeb, forSide] });
    gate.verdicts.set(digestOf('b'), anUntrusted('revoked'));
    await gate.deliver();
    await gate.deliver();
    expect([gate.ecs.answers, gate.used]).toEqual([CONTINUED, [['g2', DEPLOYMENT]]]);
    expect(gate.announced[0]?.[1].grants).toEqual(['g2']);
  });

  it('rule 12: announces no use of a grant whose deployment is rolled back because of another image', async () => {
    const containers = [aContainer(), aContainer({ name: 'side', imageDigest: digestOf('b') })];
    const gate = gateWith(anUntrusted('revoked'), { containers, grants: [forWeb] });
    await gate.deliver();
    expect([gate.ecs.answers, gate.used]).toEqual([ROLLED_BACK, []]);
    expect(gate.announced[0]?.[1].grants).toEqual([]);
  });

  it('rule 10: does not continue when a grant ends before ECS is called', async () => {
    const gate = gateWith(anUntrusted('revoked'), { grants: [forWeb] });
    const change: GateLedger['change'] = async (...args) => ((gate.now = forWeb.until), gate.ledger.change(...args));
    Object.assign(gate.ports, { gateLedger: { ...gate.ledger, change } });
    await expect(gate.deliver()).rejects.toThrow('a break-glass grant ended');
    expect([gate.ecs.answers, gate.used]).toEqual([[], []]);
    await expect(gate.deliver({ attempt: 2 })).resolves.toEqual(DONE);
    expect(gate.ecs.answers).toEqual(ROLLED_BACK);
  });

  it('neither rolls back nor continues while grants cannot be read', async () => {
    const readGrants = () => Promise.reject(new Error('no table'));
    const gate = gateWith(anUntrusted('revoked'), { ports: { readGrants } });
    await expect(gate.deliver()).rejects.toThrow('no table');
    expect(gate.ecs.answers).toEqual([]);
  });

  it('announces a use again when that failed', async () => {
    const gate = gateWith(down, { grants: [forWeb] });
    const { onGrantUsed } = gate.ports;
    Object.assign(gate.ports, { onGrantUsed: () => Promise.reject(new Error('no topic')) });
    await expect(gate.deliver()).rejects.toThrow('no topic');
    Object.assign(gate.ports, { onGrantUsed });
    await expect(gate.deliver()).resolves.toEqual(DONE);
    expect([gate.used, gate.outcomes('topic')]).toEqual([[['g1', DEPLOYMENT]], ['continued']]);
  });
});
