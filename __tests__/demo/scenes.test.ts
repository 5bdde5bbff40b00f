import type { Delivery } from '../../demo/deliver-message';
import type { Evidence } from '../../demo/evidence';
import { parseDemoOptions } from '../../demo/options';
import { SCENES } from '../../demo/scenes';
import type { RecordedRequest } from '../../testing/gateway/recorded-request';
import { demoEvidence } from '../support/environment/demo-evidence';

const named = (...names: readonly string[]): readonly string[] =>
  parseDemoOptions(
    names.flatMap((name) => ['--scene', name]),
    SCENES,
  ).scenes.map(({ name }) => name);

describe('the scenes of the demo', () => {
  it('have names of their own, in kebab-case', () => {
    const names = SCENES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
  });

  it('are explained in one sentence', () => {
    expect(SCENES.filter(({ explanation }) => !/^[A-Z].*\.$/.test(explanation))).toEqual([]);
  });

  it('expect something', () => {
    expect(SCENES.filter(({ expected }) => expected.containers.length === 0)).toEqual([]);
  });

  it('are all played unless some are named, and then in their own order, each once', () => {
    expect(named()).toEqual(SCENES.map(({ name }) => name));
    expect(named('unsigned', 'signed', 'unsigned')).toEqual(['signed', 'unsigned']);
  });
});

describe('what scenes expect besides', () => {
  const problemsOf = (scene: string, evidence: Partial<Evidence>): readonly string[] | undefined =>
    SCENES.find(({ name }) => name === scene)?.alsoExpected?.(demoEvidence(evidence));
  const asked = (authorization: RecordedRequest['authorization']): RecordedRequest => ({
    host: 'registry.partner.example',
    method: 'GET',
    path: '/v2/',
    authorization,
    at: 0,
  });
  const answered = (...texts: readonly string[]): Delivery => {
    const logs = texts.map((text) => ({ stream: 'stdout', text }) as const);
    return { invocation: { kind: 'returned', result: null, requestId: 'id', logs }, milliseconds: 1 };
  };

  it.each(['stranger', 'look-alike'])('of the %s is that nobody connects with it', (scene) => {
    expect(problemsOf(scene, {})).toEqual([]);
    expect(problemsOf(scene, { wasContacted: () => true })).toEqual([
      expect.stringContaining('expected no connection, found one'),
    ]);
  });

  it('of the partner’s registry is that it is asked, and given no credentials', () => {
    expect(problemsOf('partner-registry', { requestsTo: () => [asked('none')] })).toEqual([]);
    for (const requests of [[], [asked('none'), asked('basic')]]) {
      expect(problemsOf('partner-registry', { requestsTo: () => requests })).toHaveLength(1);
    }
  });

  it('of an event before the pull is that it is put off', () => {
    expect(problemsOf('before-the-pull', { deliveries: [answered(), answered('Image Verdict')] })).toEqual([]);
    expect(problemsOf('before-the-pull', { deliveries: [answered('Image Verdict'), answered()] })).toHaveLength(1);
  });

  it('of a stop is that its reason names image and cause', () => {
    const good = 'web runs registry/demo/enforce-standalone@sha256:0, which is untrusted (unsigned)';
    expect(problemsOf('enforce-standalone', { stops: [{ task: 'arn', reason: good }] })).toEqual([]);
    expect(problemsOf('enforce-standalone', { stops: [{ task: 'arn', reason: 'because' }] })).toHaveLength(1);
  });
});
