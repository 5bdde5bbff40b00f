import { compareGate } from '../../demo/compare-gate';
import type { GateEvidence } from '../../demo/gate-evidence';
import type { ExpectedDeployment } from '../../demo/scene';
import { demoDecision, gateEvent, gateEvidence } from '../support/environment/demo-evidence';

const ROLLED_BACK: ExpectedDeployment = { status: 'ROLLBACK_SUCCESSFUL', requests: ['roll-back'], hasTasks: false };
const CONTINUED: ExpectedDeployment = { status: 'SUCCESSFUL', requests: ['continue'], hasTasks: true };
const TRUSTED = demoDecision().containers.map((container) => ({ ...container, verdict: 'trusted' }));
const PLAIN = demoDecision({ outcome: 'continued', containers: TRUSTED });

const continued = (overrides: Partial<GateEvidence>): GateEvidence =>
  gateEvidence({ deployments: [{ status: 'SUCCESSFUL', requests: ['continue'], hasTasks: true }], ...overrides });

describe('comparing service deployments with what is expected', () => {
  it('finds no problem when everything is as expected', () => {
    expect(compareGate([ROLLED_BACK], gateEvidence())).toEqual([]);
  });

  it('states what was expected and what was found', () => {
    expect(compareGate([CONTINUED], gateEvidence())).toEqual([
      'deployments: expected SUCCESSFUL, tasks started, ECS asked to continue, ' +
        'found ROLLBACK_SUCCESSFUL, no task started, ECS asked to roll-back',
    ]);
  });

  it('reports a deployment that a scene does not expect', () => {
    expect(compareGate([], gateEvidence())).toEqual([expect.stringMatching(/^deployments: expected none, found /)]);
  });

  it('expects neither event nor message about a deployment that never waited and has only trusted images', () => {
    expect(compareGate([CONTINUED], continued({ decisions: [PLAIN], events: [], messages: [] }))).toEqual([]);
  });

  it.each([
    ['has waited', [demoDecision({ outcome: 'waiting' }), PLAIN], ['waiting', 'continued'] as const],
    ['used a grant', [{ ...PLAIN, grants: ['grant'] }], ['continued'] as const],
    ['has an untrusted image', [demoDecision({ outcome: 'continued' })], ['continued'] as const],
  ])('expects them when a continued deployment %s', (_, decisions, outcomes) => {
    const events = outcomes.map(gateEvent);
    expect(compareGate([CONTINUED], continued({ decisions, events, messages: [...outcomes] }))).toEqual([]);
    expect(compareGate([CONTINUED], continued({ decisions, events: [], messages: [] }))).toHaveLength(2);
  });

  it('reports a request that the gate does not log', () => {
    const deployments = [{ ...ROLLED_BACK, requests: ['roll-back', 'roll-back'] as const }];
    expect(compareGate(deployments, gateEvidence({ deployments }))).toEqual([
      'answers of the gate: expected 1, found 2',
    ]);
  });

  it('does not count a deployment that another door stops as an answer', () => {
    const deployments = [{ ...ROLLED_BACK, requests: ['stop'] as const }];
    const nothing = { decisions: [], events: [], messages: [], grantUses: 0, deployments };
    expect(compareGate(deployments, nothing)).toEqual([]);
  });
});
