import type { Purpose } from '../../cli/commands/policies/deployer-policies';
import { aSampleDeployment } from '../support/deployment/deployment-sample';
import { roleWith } from '../support/iam/documented-policies';
import { deniedOf } from '../support/iam/evaluate';
import type { NeededPermission } from '../support/iam/needed-permissions';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:hook-AbCdEf';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-6789-abcd-ef0123456789';
const ROLE = 'arn:aws:iam::111122223333:role/dev-image-trust-notify';
const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:dev-image-trust-notify';
const LOGS = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/dev-image-trust-notify:log-stream:';
const queue = (name: string) => `arn:aws:sqs:eu-west-1:111122223333:dev-image-trust-${name}`;

const to = (action: string, resource: string, context: NeededPermission['context'] = {}): NeededPermission => ({
  action,
  resource,
  context,
});
const DEPLOY = [
  to('iam:CreateRole', ROLE),
  to('iam:PutRolePolicy', ROLE),
  to('iam:DeleteRole', ROLE),
  to('iam:PassRole', ROLE, { 'iam:PassedToService': 'lambda.amazonaws.com' }),
  to('lambda:CreateFunction', FUNCTION),
  to('lambda:CreateEventSourceMapping', '*', { 'lambda:FunctionArn': FUNCTION }),
  to('sqs:CreateQueue', queue('notify')),
  to('sqs:CreateQueue', queue('notify-dead-letters')),
  to('logs:AssociateKmsKey', LOGS),
];
const REDRIVE = [
  to('sqs:ReceiveMessage', queue('notify-dead-letters')),
  to('sqs:StartMessageMoveTask', queue('notify-dead-letters')),
  to('sqs:SendMessage', queue('notify')),
];

const roleOf = (fields: object, ...purposes: readonly Purpose[]) =>
  roleWith(aSampleDeployment({ keys: { logs: KEY }, ...fields }), ...purposes);

describe('the policies of a deployment with findings and a webhook', () => {
  const BOTH = { securityHub: true, webhook: { secret: SECRET } };

  it.each(DEPLOY.map((needed) => [needed.action, needed.resource, needed] as const))(
    'allow %s on %s to whoever deploys',
    async (_action, _resource, needed) => {
      expect(await deniedOf(roleOf(BOTH, 'deploy-verifier'), [needed])).toEqual([]);
    },
  );

  it.each(REDRIVE.map((needed) => [needed.action, needed.resource, needed] as const))(
    'allow %s on %s to whoever is on duty, only where the queue exists',
    async (_action, _resource, needed) => {
      expect(await deniedOf(roleOf(BOTH, 'dead-letters'), [needed])).toEqual([]);
      expect(await deniedOf(roleOf({}, 'dead-letters'), [needed])).not.toEqual([]);
    },
  );

  it('let whoever deploys attach policies to the roles of launch and sweep only', async () => {
    const attaching = ['launch', 'sweep', 'notify'].map((name) =>
      to('iam:AttachRolePolicy', `arn:aws:iam::111122223333:role/dev-image-trust-${name}`, {
        'iam:PolicyARN': 'arn:aws:iam::111122223333:policy/dev-image-trust-something',
      }),
    );
    expect(await deniedOf(roleOf(BOTH, 'deploy-verifier'), attaching)).toEqual([
      'iam:AttachRolePolicy on arn:aws:iam::111122223333:role/dev-image-trust-notify: ImplicitlyDenied',
    ]);
  });

  it('let nobody read the secret of the webhook', async () => {
    const needed = to('secretsmanager:GetSecretValue', SECRET);
    const everyone = roleOf(BOTH, 'read', 'deploy-signing', 'deploy-verifier', 'sample', 'dead-letters');
    expect(await deniedOf(everyone, [needed])).not.toEqual([]);
  });
});
