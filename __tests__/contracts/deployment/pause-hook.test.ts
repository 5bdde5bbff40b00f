import { pauseHookNote } from '../../../contracts/deployment/pause-hook';
import { aDeployment } from '../../support/deployment/deployment';

const noteFor = (overrides: Readonly<Record<string, unknown>>): readonly string[] =>
  pauseHookNote(aDeployment(overrides));
const stagesIn = ([, block = '{}']: readonly string[]): readonly string[] =>
  (JSON.parse(block) as { lifecycleHooks: readonly [{ lifecycleStages: readonly string[] }] }).lifecycleHooks[0]
    .lifecycleStages;

describe('pauseHookNote', () => {
  it('is empty where the gate is off everywhere', () => {
    expect(noteFor({ clusters: { lab: { mode: 'audit', gate: 'off' } } })).toEqual([]);
  });

  it('is the hook that each service adds, with a pointer to the documentation', () => {
    const [sentence = '', block = ''] = noteFor({ gate: { stages: ['PRE_SCALE_UP'] } });
    expect(sentence).toBe(
      'The gate of deployment dev holds only services with a pause hook. Each service adds this to its deploymentConfiguration (docs/gate.md has it for Terraform, CDK, CloudFormation and the AWS CLI):',
    );
    expect(JSON.parse(block)).toEqual({
      lifecycleHooks: [
        {
          targetType: 'PAUSE',
          lifecycleStages: ['PRE_SCALE_UP'],
          timeoutConfiguration: { timeoutInMinutes: 1440, action: 'ROLLBACK' },
        },
      ],
    });
  });

  it('lists every stage of every cluster once, in the order of a deployment', () => {
    const pay = { mode: 'enforce', gate: { stages: ['PRE_SCALE_UP', 'RECONCILE_SERVICE'] } };
    const note = noteFor({ gate: { stages: ['POST_SCALE_UP', 'PRE_SCALE_UP'] }, clusters: { pay } });
    expect(stagesIn(note)).toEqual(['RECONCILE_SERVICE', 'PRE_SCALE_UP', 'POST_SCALE_UP']);
  });

  it('says that a service needs the stages of its own cluster only where clusters differ', () => {
    const words = 'with only the stages of its own cluster';
    const gate = { stages: ['PRE_SCALE_UP', 'POST_SCALE_UP'] };
    const clustersWith = (own: unknown) => ({ gate, clusters: { pay: { mode: 'enforce', gate: own } } });
    expect(noteFor(clustersWith({ stages: ['PRE_SCALE_UP'] }))[0]).toContain(words);
    expect(noteFor(clustersWith({ stages: ['POST_SCALE_UP', 'PRE_SCALE_UP'] }))[0]).not.toContain(words);
    expect(noteFor(clustersWith('off'))[0]).not.toContain(words);
  });
});
