import { signBody } from '../../adapters/webhook/sign-body';
import { WEBHOOK_KEY } from '../../demo/demo-environment';
import type { Delivery } from '../../demo/deliver-message';
import type { Evidence } from '../../demo/evidence';
import { parseDemoOptions } from '../../demo/options';
import { SCENES } from '../../demo/scenes';
import type { StoredFinding } from '../../testing/aws/security-hub';
import type { RecordedRequest } from '../../testing/gateway/recorded-request';
import { gateBackOffSeconds } from '../../verification/gate/gate-back-off';
import { demoEvidence, gateEvidence } from '../support/environment/demo-evidence';

const aFinding = (RecordState: 'ACTIVE' | 'ARCHIVED'): StoredFinding => ({
  SchemaVersion: '2018-10-08',
  Id: 'one',
  ProductArn: 'arn',
  GeneratorId: 'generator',
  AwsAccountId: '111122223333',
  CreatedAt: '2026-11-26T12:00:00.000Z',
  UpdatedAt: '2026-11-26T12:00:00.000Z',
  Severity: { Label: 'HIGH' },
  Title: 'title',
  Description: 'description',
  Resources: [],
  RecordState,
});

const named = (...names: readonly string[]): readonly string[] =>
  parseDemoOptions(
    names.flatMap((name) => ['--scene', name]),
    SCENES,
  ).scenes.map(({ name }) => name);

describe('the scenes of the demo', () => {
  it('have unique names in kebab-case', () => {
    const names = SCENES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
  });

  it('have an explanation of one sentence', () => {
    expect(SCENES.filter(({ explanation }) => !/^[A-Z].*\.$/.test(explanation))).toEqual([]);
  });

  it('expect an outcome for at least one container', () => {
    expect(SCENES.filter(({ expected }) => expected.containers.length === 0)).toEqual([]);
  });

  it('all run by default; selected ones run once each, in the order of the list', () => {
    expect(named()).toEqual(SCENES.map(({ name }) => name));
    expect(named('unsigned', 'signed', 'unsigned')).toEqual(['signed', 'unsigned']);
  });
});

describe('additional checks of a scene', () => {
  const problemsOf = (scene: string, evidence: Partial<Evidence>): readonly string[] | undefined =>
    SCENES.find(({ name }) => name === scene)?.alsoExpected?.(demoEvidence(evidence));
  const requestWith = (authorization: RecordedRequest['authorization']): RecordedRequest => ({
    host: 'registry.partner.example',
    method: 'GET',
    path: '/v2/',
    authorization,
    at: 0,
  });
  const deliveryWith = (...texts: readonly string[]): Delivery => {
    const logs = texts.map((text) => ({ stream: 'stdout', text }) as const);
    return { invocation: { kind: 'returned', result: null, requestId: 'id', logs }, milliseconds: 1 };
  };

  it.each(['unknown-registry', 'look-alike'])('%s: the registry is never contacted', (scene) => {
    expect(problemsOf(scene, {})).toEqual([]);
    expect(problemsOf(scene, { wasContacted: () => true })).toEqual([
      expect.stringContaining('expected no connection, found one'),
    ]);
  });

  it('partner-registry: the registry is contacted, without credentials', () => {
    expect(problemsOf('partner-registry', { requestsTo: () => [requestWith('none')] })).toEqual([]);
    for (const requests of [[], [requestWith('none'), requestWith('basic')]]) {
      expect(problemsOf('partner-registry', { requestsTo: () => requests })).toHaveLength(1);
    }
  });

  it('before-the-pull: the first event is skipped', () => {
    const [skipped, verified] = [deliveryWith(), deliveryWith('Image Verdict')];
    expect(problemsOf('before-the-pull', { deliveries: [skipped, verified] })).toEqual([]);
    expect(problemsOf('before-the-pull', { deliveries: [verified, skipped] })).toHaveLength(1);
  });

  it('gate-outage: the hook is retried after the first back-off', () => {
    const retriedAfter = (retriedAfterSeconds: number) => [{ ...deliveryWith(), retriedAfterSeconds }];
    expect(problemsOf('gate-outage', { deliveries: retriedAfter(gateBackOffSeconds(1)) })).toEqual([]);
    expect(problemsOf('gate-outage', { deliveries: retriedAfter(1) })).toHaveLength(1);
  });

  it('break-glass: the grant is used once', () => {
    expect(problemsOf('break-glass', { gate: gateEvidence({ grantUses: 1 }) })).toEqual([]);
    expect(problemsOf('break-glass', { gate: gateEvidence() })).toHaveLength(1);
  });

  it('enforce-standalone: the stop reason names the image and the verdict reason', () => {
    const good = 'web runs registry/demo/enforce-standalone@sha256:0, which is untrusted (unsigned)';
    expect(problemsOf('enforce-standalone', { stops: [{ task: 'arn', reason: good }] })).toEqual([]);
    expect(problemsOf('enforce-standalone', { stops: [{ task: 'arn', reason: 'because' }] })).toHaveLength(1);
  });

  it.each(['sweep-revoked', 'sweep-lost-event', 'sweep-repeated', 'sweep-registry-down'])(
    '%s: a report is written',
    (scene) => {
      expect(problemsOf(scene, {})).toContainEqual(expect.stringContaining('found no report'));
    },
  );

  it('finding-and-webhook: the finding is archived, and the message carries a good signature', () => {
    const body = Buffer.from('{}');
    const posted = { host: 'h', method: 'POST', path: '/', headers: signBody('{}', WEBHOOK_KEY, 0), body };
    const forged = { ...posted, body: Buffer.from('{"a":1}') };
    const findings = [aFinding('ARCHIVED')];
    expect(problemsOf('finding-and-webhook', { findings, webhookRequests: [posted] })).toEqual([]);
    expect(problemsOf('finding-and-webhook', { findings, webhookRequests: [forged] })).toHaveLength(1);
    expect(problemsOf('finding-and-webhook', { findings: [aFinding('ACTIVE')], webhookRequests: [] })).toHaveLength(2);
  });

  it('security-hub-off: the metric says so, and the webhook gets its message', () => {
    const body = Buffer.from('{}');
    const webhookRequests = [{ host: 'h', method: 'POST', path: '/', headers: signBody('{}', WEBHOOK_KEY, 0), body }];
    expect(problemsOf('security-hub-off', { notifyMetrics: ['SecurityHubOff'], webhookRequests })).toEqual([]);
    expect(problemsOf('security-hub-off', { webhookRequests })).toHaveLength(1);
    expect(problemsOf('security-hub-off', { notifyMetrics: ['SecurityHubOff'] })).toHaveLength(1);
  });

  it('canary-accepted: one image gets a wrong answer at each door', () => {
    const doors = ['sweep', 'start', 'gate'] as const;
    const wrong = doors.map((door) => {
      const message = 'A canary image got a wrong answer' as const;
      const found = { sweep: 'trusted', start: 'trusted, then record', gate: 'trusted, then continue' }[door];
      return { message, door, canary: 'revoked' as const, found };
    });
    const canaries = { passed: [...doors, ...doors, ...doors], failed: doors, wrong };
    expect(problemsOf('canary-accepted', { canaries })).toEqual([]);
    expect(problemsOf('canary-accepted', {})).toHaveLength(3);
    expect(problemsOf('canary-registry-refuses', { canaries })).toHaveLength(3);
  });

  it('preview-enforce: the JSON of the preview is compared', () => {
    expect(problemsOf('preview-enforce', {})).toEqual(['the preview: expected its JSON, found none']);
    const none = { tasks: 0, services: 0, clusters: 0 };
    const previews = [{ untrusted: none, enforced: none, unaffected: none, owners: [] }];
    expect(problemsOf('preview-enforce', { previews })).toHaveLength(4);
  });
});
