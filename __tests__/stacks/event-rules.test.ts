import type { Statement } from '../../stacks/policy-document';
import { VerifierStack } from '../../stacks/verifier-stack';
import { aDeployment } from '../support/deployment/deployment';
import { gatedFields } from '../support/deployment/deployment-gated';
import { synthFor } from '../support/terraform/synth';

const synthWith = (overrides: Readonly<Record<string, unknown>>) =>
  synthFor(VerifierStack, aDeployment({ ...overrides }));
const RULE = 'arn:aws:events:eu-west-1:111122223333:rule/dev-image-trust';
const PLACE = { account: ['111122223333'], region: ['eu-west-1'] };

type Stack = ReturnType<typeof synthWith>;

const rulesOf = ({ all }: Stack): readonly string[] => Object.keys(all('aws_cloudwatch_event_rule'));
const patternOf = ({ at }: Stack, rule: string): unknown =>
  JSON.parse(String(at(`aws_cloudwatch_event_rule.${rule}`)['event_pattern']));
const sourceIn = (operator: string, { Condition }: Statement): unknown => Condition?.[operator]?.['aws:SourceArn'];

const { gate, breakGlass } = gatedFields;

describe('the rules of a deployment', () => {
  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ['only that of tasks by default', {}, ['events']],
    ['only that of tasks with the gate off', { clusters: { lab: { mode: 'audit', gate: 'off' } } }, ['events']],
    ['that of hooks with a gate', { gate }, ['events', 'events_hooks']],
    [
      'that of hooks with the gate of one cluster',
      { clusters: { pay: { mode: 'enforce', gate } } },
      ['events', 'events_hooks'],
    ],
    ['that of grants with break-glass', { breakGlass }, ['events', 'events_grants']],
    ['all three with both', { gate, breakGlass }, ['events', 'events_grants', 'events_hooks']],
  ])('are %s', (_what, overrides, rules) => {
    expect([...rulesOf(synthWith(overrides))].sort()).toEqual(rules);
  });

  it('match the pause hooks of this account and region that wait at a stage of any cluster', () => {
    const pay = { mode: 'enforce', gate: { stages: ['RECONCILE_SERVICE'] } };
    expect(patternOf(synthWith({ gate, clusters: { pay } }), 'events_hooks')).toEqual({
      ...PLACE,
      source: ['aws.ecs'],
      'detail-type': ['ECS Hook State Change'],
      detail: {
        eventName: ['HOOK_AWAITING_ACTION'],
        hookType: ['PAUSE'],
        lifecycleStage: ['RECONCILE_SERVICE', 'PRE_SCALE_UP'],
      },
    });
  });

  it('match the changes of grants of this account and region', () => {
    expect(patternOf(synthWith({ breakGlass }), 'events_grants')).toEqual({
      ...PLACE,
      source: ['ecs-image-trust'],
      'detail-type': ['Break-Glass Grant Change'],
    });
  });
});

describe('the queues of a deployment with all rules', () => {
  const stack = synthWith({ gate, breakGlass });
  const rules = [`${RULE}-tasks`, `${RULE}-hooks`, `${RULE}-grants`];

  it('accept messages from exactly these rules', () => {
    const [allowed, denied] = stack.statements('aws_sqs_queue_policy.queues_tasks_policy');
    expect(allowed && sourceIn('ArnEquals', allowed)).toEqual(rules);
    expect(denied).toMatchObject({ Effect: 'Deny', Principal: '*', Action: ['sqs:SendMessage'] });
    expect(denied && sourceIn('ArnNotEquals', denied)).toEqual(rules);
  });

  it('accept undelivered events from exactly these rules', () => {
    const [allowed] = stack.statements('aws_sqs_queue_policy.events_undelivered_policy');
    expect(allowed && sourceIn('ArnEquals', allowed)).toEqual(rules);
  });

  it.each(['events_hooks', 'events_grants'])('get the events of %s like those of tasks', (rule) => {
    expect(stack.at(`aws_cloudwatch_event_target.${rule}_target`)).toEqual({
      ...stack.at('aws_cloudwatch_event_target.events_target'),
      rule: `\${aws_cloudwatch_event_rule.${rule}.name}`,
    });
  });
});
