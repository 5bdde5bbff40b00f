import { gateLines, metricNames, verdictLines } from '../../demo/function-output';
import { demoDecision, demoLine } from '../support/environment/demo-evidence';

const asLog = (value: object | string) =>
  ({ stream: 'stdout', text: typeof value === 'string' ? value : JSON.stringify(value) }) as const;

describe('the output of a function', () => {
  it('yields the verdicts; fields that the logger left out are null', () => {
    const written = { ...demoLine(), cause: undefined, rule: undefined };
    const logs = [asLog({ level: 'WARN', ...written }), asLog({ message: 'Something else' }), asLog('no JSON')];
    expect(verdictLines(logs)).toEqual([demoLine()]);
  });

  it('yields the decisions of the gate; fields that the logger left out are null', () => {
    const [container] = demoDecision().containers;
    const written = { ...demoDecision(), containers: [{ ...container, cause: undefined, rule: undefined }] };
    expect(gateLines([asLog({ level: 'WARN', ...written }), asLog(demoLine())])).toEqual([demoDecision()]);
  });

  it('yields every metric of a line', () => {
    const Metrics = [{ Name: 'Runs' }, { Name: 'Duration' }];
    const line = { _aws: { CloudWatchMetrics: [{ Metrics }] }, Runs: 2, Duration: 40 };
    expect(metricNames([asLog(line), asLog({ Runs: 3 })])).toEqual(['Runs', 'Duration']);
  });
});
