import {
  continuedDetail,
  describeContainers,
  MAX_DETAIL_LENGTH,
  notAnsweredDetail,
  rolledBackDetail,
  untrusted,
  waitDetail,
  type GateContainer,
} from '../../../verification';
import { aContainer, aServiceFailure, aTrusted } from '../../support/domain/domain';
import { aPauseHook } from '../../support/gate/fake-deployment';
import { aGateContainer } from '../../support/gate/gate-announcement';

const unsigned = (name: string, overrides: Partial<GateContainer> = {}): GateContainer =>
  aGateContainer({ container: aContainer({ name }), verdict: untrusted('unsigned', ''), ...overrides });
const good = aGateContainer({ verdict: aTrusted() });
const pause = aPauseHook({ expiresAt: Date.parse('2026-03-01T13:00:00Z') });

describe('describeContainers', () => {
  it.each<[string, readonly GateContainer[], string]>([
    ['nothing to verify', [], 'ECS reports no container of the revision'],
    ['only trusted images', [good], 'every image is trusted or exempt'],
    ['an untrusted image', [good, unsigned('web')], 'container web is untrusted (unsigned)'],
    [
      'an image that could not be verified',
      [aGateContainer({ verdict: aServiceFailure() })],
      'container web is inconclusive (registry-unavailable)',
    ],
    [
      'a tag',
      [unsigned('web', { provisional: true })],
      'container web is untrusted (unsigned), by what its tag names now',
    ],
    [
      'many untrusted images',
      ['a', 'b', 'c', 'd', 'e'].map((name) => unsigned(name)),
      'container a is untrusted (unsigned); container b is untrusted (unsigned); container c is untrusted (unsigned); and 2 more',
    ],
  ])('names what keeps the deployment from being continued: %s', (_what, containers, text) => {
    expect(describeContainers(containers)).toBe(text);
  });

  it('shortens the names that task authors choose', () => {
    expect(describeContainers([unsigned('x'.repeat(10_000))]).length).toBeLessThan(200);
  });
});

describe('the detail of an outcome', () => {
  const found = [unsigned('web')];

  it.each([
    [
      continuedDetail(found, 'audit'),
      'The gate continued the deployment, since its cluster is in audit mode: container web is untrusted (unsigned).',
    ],
    [
      continuedDetail(found, 'break-glass'),
      'The gate continued the deployment, since a break-glass grant is in force: container web is untrusted (unsigned).',
    ],
    [continuedDetail([good], 'trusted'), 'The gate continued the deployment: every image is trusted or exempt.'],
    [rolledBackDetail(found), 'The gate rolled the deployment back: container web is untrusted (unsigned).'],
    [waitDetail('waiting', 'why', pause), 'The deployment waits: why.'],
    [
      waitDetail('rollback-pending', 'why', pause),
      'The images will be verified once more, and then the deployment will be rolled back: why.',
    ],
    [
      waitDetail('expiring', 'why', pause),
      'The deployment still waits: why. At 2026-03-01T13:00:00.000Z, ECS will roll the deployment back by itself unless someone answers before.',
    ],
    [
      waitDetail('unanswered', 'why', { ...pause, expiresAt: null, timeoutAction: 'continue' }),
      'The gate does not try again: why. When the hook expires, ECS will continue the deployment by itself unless someone answers before.',
    ],
    [notAnsweredDetail('timed-out', pause), 'No one answered in time, so ECS rolled the deployment back by itself.'],
    [notAnsweredDetail('continue', pause), 'Someone else continued the deployment.'],
    [notAnsweredDetail('roll-back', pause), 'The deployment was rolled back or stopped, and not by the gate.'],
  ])('says: %s', (detail, text) => {
    expect(detail).toBe(text);
  });

  it.each([
    ['waiting', waitDetail('waiting', 'x'.repeat(10_000), pause)],
    ['rolled back', rolledBackDetail(['a', 'b', 'c'].map((name) => unsigned(name.repeat(10_000))))],
  ])('is no longer than details are: %s', (_what, detail) => {
    expect(detail.length).toBeLessThanOrEqual(MAX_DETAIL_LENGTH);
  });
});
