import { toVerdictLines } from '../../demo/gate-evidence';
import { demoDecision, demoLine } from '../support/environment/demo-evidence';

describe('a decision of the gate', () => {
  it('becomes a verdict line for each container, with the outcome as its response', () => {
    const { serviceDeployment } = demoDecision();
    const line = { ...demoLine(), task: serviceDeployment, detail: '', response: 'rolled-back' };
    expect(toVerdictLines([demoDecision()])).toEqual([line]);
  });
});
