import { VerifierStack } from '../../stacks/verifier-stack';
import { aDeployment } from '../support/deployment/deployment';
import { gatedFields } from '../support/deployment/deployment-gated';
import { synthFor } from '../support/terraform/synth';

const ECS = 'arn:aws:ecs:eu-west-1:111122223333';
const { gate, breakGlass } = gatedFields;
const stackWith = (overrides: Readonly<Record<string, unknown>>) =>
  synthFor(VerifierStack, aDeployment({ ...overrides }));
const ownOf = (overrides: Readonly<Record<string, unknown>>) =>
  stackWith(overrides).statements('aws_iam_role_policy.launch_role_own');
const deploymentsIn = (cluster: string): readonly string[] => [
  `${ECS}:service/${cluster}/*`,
  `${ECS}:service-deployment/${cluster}/*/*`,
];
const textOf = (overrides: Readonly<Record<string, unknown>>): string => JSON.stringify(stackWith(overrides).json);

describe('reading service deployments', () => {
  const sids = ['ReadServiceDeployments', 'DescribeTaskDefinitions'];
  const enforce = { clusters: { payments: { mode: 'enforce' } } };

  it.each([
    ['with a gate', { gate }],
    ['with the gate of one cluster', { clusters: { lab: { mode: 'audit', gate } } }],
    ['where services are rolled back', { ...enforce, responses: { services: 'rollback' } }],
  ])('is allowed in every cluster %s', (_when, overrides) => {
    expect(ownOf(overrides).filter(({ Sid }) => sids.includes(Sid))).toEqual([
      {
        Sid: 'ReadServiceDeployments',
        Effect: 'Allow',
        Action: ['ecs:DescribeServiceDeployments', 'ecs:DescribeServiceRevisions', 'ecs:ListServiceDeployments'],
        Resource: [...deploymentsIn('*'), `${ECS}:service-revision/*/*/*`],
      },
      { Sid: 'DescribeTaskDefinitions', Effect: 'Allow', Action: ['ecs:DescribeTaskDefinition'], Resource: ['*'] },
    ]);
  });

  it.each([
    ['by default', {}],
    ['in enforce', enforce],
    ['where services would be rolled back, but no cluster is in enforce', { responses: { services: 'rollback' } }],
    ['with break-glass alone', { breakGlass }],
  ])('is not allowed %s', (_when, overrides) => {
    expect(ownOf(overrides).filter(({ Sid }) => sids.includes(Sid))).toEqual([]);
  });
});

describe('answering pause hooks', () => {
  const answersOf = (overrides: Readonly<Record<string, unknown>>) =>
    stackWith(overrides).statements('aws_iam_policy.launch_role_answer-hooks');

  it('is not allowed without a gate', () => {
    const clusters = { lab: { mode: 'audit', gate: 'off' }, payments: { mode: 'enforce' } };
    expect(textOf({ clusters })).not.toContain('ContinueServiceDeployment');
  });

  it('is allowed only in gated clusters, whether the deployment file has their names or ARNs', () => {
    const clusters = {
      payments: { mode: 'enforce', gate },
      lab: { mode: 'audit' },
      off: { mode: 'enforce', gate: 'off' },
      [`${ECS}:cluster/backend`]: { mode: 'audit', gate },
    };
    expect(answersOf({ clusters })).toEqual([
      {
        Sid: 'AnswerHooksOfGatedClusters',
        Effect: 'Allow',
        Action: ['ecs:ContinueServiceDeployment'],
        Resource: [...deploymentsIn('backend'), ...deploymentsIn('payments')],
      },
    ]);
  });

  it('is denied in clusters whose gate is off if there is a gate by default', () => {
    const clusters = { payments: { mode: 'enforce' }, off: { mode: 'enforce', gate: 'off' } };
    const everywhere = {
      Sid: 'AnswerHooksOfGatedClusters',
      Effect: 'Allow',
      Action: ['ecs:ContinueServiceDeployment'],
      Resource: deploymentsIn('*'),
    };
    expect(answersOf({ gate, clusters })).toEqual([
      everywhere,
      {
        Sid: 'DenyAnswersOnOtherClusters',
        Effect: 'Deny',
        Action: ['ecs:ContinueServiceDeployment'],
        Resource: deploymentsIn('off'),
      },
    ]);
    expect(answersOf({ gate })).toEqual([everywhere]);
  });
});

describe('rolling back services', () => {
  const rollback = { responses: { services: 'rollback' } };
  const rollbacksOf = (overrides: Readonly<Record<string, unknown>>) =>
    stackWith(overrides)
      .statements('aws_iam_policy.launch_role_stop-tasks')
      .filter(({ Action }) => Action.includes('ecs:StopServiceDeployment'));

  it.each([
    ['unless the deployment file says so', { mode: 'enforce' }],
    ['if no cluster is in enforce', { ...rollback, clusters: { lab: { mode: 'audit' } } }],
  ])('is not allowed %s', (_when, overrides) => {
    expect(textOf(overrides)).not.toContain('StopServiceDeployment');
  });

  it('is allowed only in enforce clusters', () => {
    const clusters = { payments: { mode: 'enforce' }, lab: { mode: 'audit' } };
    expect(rollbacksOf({ ...rollback, clusters })).toEqual([
      {
        Sid: 'RollBackServicesOnEnforceClusters',
        Effect: 'Allow',
        Action: ['ecs:StopServiceDeployment'],
        Resource: deploymentsIn('payments'),
      },
    ]);
  });

  it('is denied in audit clusters if enforce is the default', () => {
    const clusters = { payments: { mode: 'enforce' }, lab: { mode: 'audit' } };
    expect(
      rollbacksOf({ ...rollback, mode: 'enforce', clusters }).map(({ Effect, Resource }) => [Effect, Resource]),
    ).toEqual([
      ['Allow', deploymentsIn('*')],
      ['Deny', deploymentsIn('lab')],
    ]);
  });
});

describe('the grants of break-glass', () => {
  it('can be read by the launch function, and not written', () => {
    expect(ownOf({ breakGlass }).filter(({ Sid }) => Sid === 'ReadGrants')).toEqual([
      {
        Sid: 'ReadGrants',
        Effect: 'Allow',
        Action: ['dynamodb:GetItem', 'dynamodb:Query'],
        Resource: ['arn:aws:dynamodb:eu-west-1:111122223333:table/dev-image-trust-grants'],
      },
    ]);
  });
});

describe('the events that the launch function may put', () => {
  it.each<[string, Record<string, unknown>, unknown]>([
    ['verdicts only', {}, 'Image Verdict'],
    ["the gate's decisions, with a gate", { gate }, ['Image Verdict', 'Gate Decision']],
    ['grants, with break-glass', { breakGlass }, ['Image Verdict', 'Break-Glass Grant']],
  ])('are %s', (_what, overrides, types) => {
    const [put] = ownOf(overrides).filter(({ Sid }) => Sid === 'PutVerdictEvents');
    expect(put?.Condition?.['ForAllValues:StringEquals']?.['events:detail-type']).toEqual(types);
  });
});
