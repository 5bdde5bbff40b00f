import { compareScene, type SeenScene } from '../../demo/compare-scene';
import type { Evidence } from '../../demo/evidence';
import type { VerdictLine } from '../../demo/function-output';
import type { Expected, Scene } from '../../demo/scene';
import { answersOf } from '../../demo/scene-answer';
import { demoEvidence, demoEvent, demoLine } from '../support/environment/demo-evidence';

const TASK = demoLine().task;

const sceneWith = (expected: Expected, overrides: Partial<Scene> = {}): Scene => ({
  name: 'a-scene',
  explanation: 'A sentence.',
  setUp: async () => [],
  expected,
  ...overrides,
});

const UNSIGNED = {
  containers: [{ container: 'web', verdict: 'untrusted', reason: 'unsigned', response: 'reported' }],
} as const;

const seenIn = (lines: readonly VerdictLine[], scene: Scene = sceneWith(UNSIGNED)): SeenScene => ({
  scene,
  answers: answersOf(lines, [{ taskArn: TASK, containers: [{ name: 'web' }] }]),
});

describe('comparing a scene with what is expected of it', () => {
  it('finds nothing where all is as expected', () => {
    expect(compareScene(seenIn([demoLine()]), demoEvidence())).toEqual([]);
  });

  it('says what was expected and what was found', () => {
    const line = demoLine({ reason: 'revoked' });
    const evidence = demoEvidence({ lines: [line], events: [demoEvent({ reason: 'revoked' })] });
    expect(compareScene(seenIn([line]), evidence)).toEqual([
      'answers: expected web untrusted (unsigned) reported, found web untrusted (revoked) reported',
    ]);
  });

  it('is not content with no answer', () => {
    const nothing = demoEvidence({ lines: [], metrics: [], events: [], messages: [] });
    expect(compareScene(seenIn([]), nothing)).toEqual([
      'answers: expected web untrusted (unsigned) reported, found none',
    ]);
  });

  it('tells one cause of an inconclusive verdict from the other', () => {
    const expected = { container: 'web', verdict: 'inconclusive', reason: 'timed-out', response: 'recorded' } as const;
    const line = demoLine({ verdict: 'inconclusive', reason: 'timed-out', cause: 'image', response: 'recorded' });
    const scene = sceneWith({ containers: [{ ...expected, cause: 'service' }] });
    const evidence = demoEvidence({ lines: [line], events: [], messages: [] });
    expect(compareScene(seenIn([line], scene), evidence)).toEqual([
      'answers: expected web inconclusive (timed-out, cause service) recorded, found web inconclusive (timed-out, cause image) recorded',
    ]);
  });

  it('sees a message that comes back unexpectedly', () => {
    const seen = { ...seenIn([demoLine()]), comesBackAfter: 30 };
    expect(compareScene(seen, demoEvidence())).toEqual(['the last message: expected done, found comes back in 30 s']);
  });

  it.each<[string, Partial<Evidence>, string]>([
    ['an event that nobody sent', { events: [] }, 'events: expected web untrusted unsigned reported, found '],
    ['an event of another verdict', { events: [demoEvent({ reason: 'revoked' })] }, 'events: expected web untrusted'],
    ['a topic that was told twice', { messages: ['one', 'two'] }, 'topic messages: expected 1, found 2'],
    [
      'a verdict that was counted twice',
      { metrics: ['Verdicts', 'Verdicts'] },
      'metrics Verdicts: expected 1, found 2',
    ],
    [
      'a stop that no line tells of',
      { stops: [{ task: 'arn', reason: 'why' }] },
      'stopped tasks: expected , found arn',
    ],
  ])('sees %s', (_, overrides, problem) => {
    const problems = compareScene(seenIn([demoLine()]), demoEvidence(overrides));
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });

  it('counts a verdict once that was answered twice', () => {
    const lines = [demoLine({ response: 'stop-pending' }), demoLine({ response: 'reported' })];
    const events = [demoEvent({ response: 'stop-pending' }), demoEvent()];
    const containers = [{ ...UNSIGNED.containers[0], earlier: ['stop-pending'] }];
    const evidence = demoEvidence({ lines, events, messages: ['one', 'two'] });
    expect(compareScene(seenIn(lines, sceneWith({ containers })), evidence)).toEqual([]);
  });

  it('asks the scene what else must hold', () => {
    const scene = sceneWith(UNSIGNED, { alsoExpected: () => ['nobody may be asked'] });
    expect(compareScene(seenIn([demoLine()], scene), demoEvidence())).toEqual(['nobody may be asked']);
  });

  it('sees a function that failed', () => {
    const error = { name: 'Sandbox.Timedout', message: 'Task timed out' };
    const invocation = { kind: 'failed', error, requestId: 'id', logs: [] } as const;
    const evidence = demoEvidence({ deliveries: [{ invocation, milliseconds: 1 }] });
    expect(compareScene(seenIn([demoLine()]), evidence)).toEqual(['the function failed: Task timed out']);
  });
});
