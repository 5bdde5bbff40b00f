import { compareScene, type ObservedScene } from '../../demo/compare-scene';
import { toContainerOutcomes } from '../../demo/container-outcome';
import type { Evidence } from '../../demo/evidence';
import type { VerdictLine } from '../../demo/function-output';
import type { ExpectedOutcome, Scene } from '../../demo/scene';
import { demoEvidence, demoEvent, demoLine, gateEvidence } from '../support/environment/demo-evidence';

const TASK = demoLine().task;

const sceneWith = (expected: ExpectedOutcome, overrides: Partial<Scene> = {}): Scene => ({
  name: 'a-scene',
  explanation: 'A sentence.',
  setUp: async () => [],
  expected,
  ...overrides,
});

const UNSIGNED = {
  containers: [{ container: 'web', verdict: 'untrusted', reason: 'unsigned', response: 'reported' }],
} as const;

const observed = (lines: readonly VerdictLine[], scene: Scene = sceneWith(UNSIGNED)): ObservedScene => ({
  scene,
  containers: toContainerOutcomes(lines, [{ taskArn: TASK, containers: [{ name: 'web' }] }]),
});

describe('comparing a scene with its expected outcome', () => {
  it('finds no problem when everything is as expected', () => {
    expect(compareScene(observed([demoLine()]), demoEvidence())).toEqual([]);
  });

  it('states what was expected and what was found', () => {
    const line = demoLine({ reason: 'revoked' });
    const evidence = demoEvidence({ lines: [line], events: [demoEvent({ reason: 'revoked' })] });
    expect(compareScene(observed([line]), evidence)).toEqual([
      'containers: expected web untrusted (unsigned) reported, found web untrusted (revoked) reported',
    ]);
  });

  it('reports a missing verdict', () => {
    const nothing = demoEvidence({ lines: [], metrics: [], events: [], messages: [] });
    expect(compareScene(observed([]), nothing)).toEqual([
      'containers: expected web untrusted (unsigned) reported, found none',
    ]);
  });

  it('distinguishes the two causes of an inconclusive verdict', () => {
    const expected = { container: 'web', verdict: 'inconclusive', reason: 'timed-out', response: 'recorded' } as const;
    const line = demoLine({ verdict: 'inconclusive', reason: 'timed-out', cause: 'image', response: 'recorded' });
    const scene = sceneWith({ containers: [{ ...expected, cause: 'service' }] });
    const evidence = demoEvidence({ lines: [line], events: [], messages: [] });
    expect(compareScene(observed([line], scene), evidence)).toEqual([
      'containers: expected web inconclusive (timed-out, cause service) recorded, found web inconclusive (timed-out, cause image) recorded',
    ]);
  });

  it('reports an unexpected retry', () => {
    const retried = { ...observed([demoLine()]), retriedAfterSeconds: 30 };
    expect(compareScene(retried, demoEvidence())).toEqual(['the last message: expected done, found retried in 30 s']);
  });

  it.each<[string, Partial<Evidence>, string]>([
    ['a missing event', { events: [] }, 'events: expected web untrusted unsigned reported, found '],
    [
      'an event with another verdict',
      { events: [demoEvent({ reason: 'revoked' })] },
      'events: expected web untrusted unsigned reported, found web untrusted revoked reported',
    ],
    ['a second topic message', { messages: ['one', 'two'] }, 'topic messages: expected 1, found 2'],
    [
      'a verdict that the metric counts twice',
      { metrics: ['Verdicts', 'Verdicts'] },
      'metrics Verdicts: expected 1, found 2',
    ],
    [
      'a stopped task that the log does not mention',
      { stops: [{ task: 'arn', reason: 'why' }] },
      'stopped tasks: expected , found arn',
    ],
    [
      'a service deployment that the scene does not expect',
      { gate: gateEvidence() },
      'deployments: expected none, found ROLLBACK_SUCCESSFUL',
    ],
  ])('reports %s', (_, overrides, problem) => {
    const problems = compareScene(observed([demoLine()]), demoEvidence(overrides));
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });

  it('expects the metric to count a verdict with two responses once', () => {
    const lines = [demoLine({ response: 'stop-pending' }), demoLine({ response: 'reported' })];
    const events = [demoEvent({ response: 'stop-pending' }), demoEvent()];
    const containers = [{ ...UNSIGNED.containers[0], earlier: ['stop-pending'] }];
    const evidence = demoEvidence({ lines, events, messages: ['one', 'two'] });
    expect(compareScene(observed(lines, sceneWith({ containers })), evidence)).toEqual([]);
  });

  it('includes the problems that the scene itself finds', () => {
    const scene = sceneWith(UNSIGNED, { alsoExpected: () => ['one more problem'] });
    expect(compareScene(observed([demoLine()], scene), demoEvidence())).toEqual(['one more problem']);
  });

  it('reports a failed invocation', () => {
    const error = { name: 'Sandbox.Timedout', message: 'Task timed out' };
    const invocation = { kind: 'failed', error, requestId: 'id', logs: [] } as const;
    const evidence = demoEvidence({ deliveries: [{ invocation, milliseconds: 1 }] });
    expect(compareScene(observed([demoLine()]), evidence)).toEqual(['the function failed: Task timed out']);
  });
});
