import type { RecordedCall } from '../../testing/moto/moto-proxy';
import { neededByDeployer } from '../support/iam/deployer-permissions';
import type { DeployerPlace } from '../support/iam/deployer-place';
import { neededByPush } from '../support/iam/push-permissions';

const PLACE: DeployerPlace = {
  name: 'dev',
  partition: 'aws',
  account: '111122223333',
  region: 'eu-west-1',
  keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/made',
  keyTags: { team: 'ours' },
  eventSourceTags: { team: 'ours' },
};

const PROFILE = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';

type Called = Pick<RecordedCall, 'service' | 'operation'> & Partial<RecordedCall>;

const call = (called: Called, input: object = {}): RecordedCall => ({
  region: 'eu-west-1',
  accessKey: 'AKIADEPLOYEREXAMPLE1',
  method: 'POST',
  path: '/',
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: Buffer.from(JSON.stringify(input)),
  status: 200,
  at: 0,
  ...called,
});

const actionsOf = (called: RecordedCall): readonly string[] =>
  neededByDeployer(called, PLACE).map(({ action, resource }) => `${action} ${resource}`);

const bucket = { service: 's3', operation: '', path: '/dev-image-trust-111122223333-eu-west-1?' };

describe('neededByDeployer', () => {
  it.each([
    ['a service', call({ service: 'glue', operation: 'CreateJob' })],
    ['a call to STS', call({ service: 'sts', operation: 'GetSessionToken' })],
    ['a bucket setting', call({ ...bucket, method: 'PUT', path: `${bucket.path}inventory=` })],
    ['a path of Lambda', call({ service: 'lambda', operation: 'PUT /2019-09-30/functions/x/provisioned-concurrency' })],
  ])('throws for %s that it does not know', (_what, unknown) => {
    expect(() => neededByDeployer(unknown, PLACE)).toThrow(/^the permissions that .* needs are unknown$/);
  });

  it('throws for a call that names no resource', () => {
    expect(() => neededByDeployer(call({ service: 'dynamodb', operation: 'DescribeTable' }), PLACE)).toThrow(
      'expected one of TableName in a call, found {}',
    );
  });

  it('passes the role and reads the image of a function that is created from an image', () => {
    const input = {
      FunctionName: 'f',
      Role: 'arn:aws:iam::111122223333:role/r',
      Code: { ImageUri: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/v@sha256:0' },
    };
    expect(actionsOf(call({ service: 'lambda', operation: 'POST /2015-03-31/functions' }, input))).toEqual([
      'lambda:CreateFunction arn:aws:lambda:eu-west-1:111122223333:function:f',
      'lambda:TagResource arn:aws:lambda:eu-west-1:111122223333:function:f',
      'iam:PassRole arn:aws:iam::111122223333:role/r',
      'ecr:BatchGetImage arn:aws:ecr:eu-west-1:111122223333:repository/v',
      'ecr:GetDownloadUrlForLayer arn:aws:ecr:eu-west-1:111122223333:repository/v',
    ]);
  });

  it('needs permission on an alias and on its key', () => {
    expect(actionsOf(call({ service: 'kms', operation: 'DeleteAlias' }, { AliasName: 'alias/a' }))).toEqual([
      'kms:DeleteAlias arn:aws:kms:eu-west-1:111122223333:key/made',
      'kms:DeleteAlias arn:aws:kms:eu-west-1:111122223333:alias/a',
    ]);
  });

  it('needs permission to change the policy of a key that is created', () => {
    expect(actionsOf(call({ service: 'kms', operation: 'CreateKey' }, { Tags: [] }))).toContain(
      'kms:PutKeyPolicy arn:aws:kms:eu-west-1:111122223333:key/made',
    );
  });

  it.each([
    'CreateAlias',
    'DescribeKey',
    'EnableKeyRotation',
    'GetKeyPolicy',
    'GetKeyRotationStatus',
    'ListResourceTags',
  ])('needs permission for %s also before KMS sees the tags of a new key', (operation) => {
    const input = { KeyId: 'made', AliasName: 'alias/a' };
    const onKey = neededByDeployer(call({ service: 'kms', operation }, input), PLACE).filter(
      ({ resource }) => resource === PLACE.keyArn,
    );
    expect(onKey.map(({ context }) => context['aws:ResourceTag/team'])).toEqual(['ours', undefined]);
  });

  it('needs permission to tag what is created with tags', () => {
    const tagged = { logGroupName: '/g', tags: { team: 'ours' } };
    expect(actionsOf(call({ service: 'logs', operation: 'CreateLogGroup' }, tagged))).toEqual([
      'logs:CreateLogGroup arn:aws:logs:eu-west-1:111122223333:log-group:/g:log-stream:',
      'logs:TagResource arn:aws:logs:eu-west-1:111122223333:log-group:/g',
    ]);
  });
});

const ecsArn = (resource: string): string => `arn:aws:ecs:eu-west-1:111122223333:${resource}`;

describe('neededByDeployer for services', () => {
  const cluster = 'dev-sample';
  const ofDeployment = [
    `ecs:DescribeServiceDeployments ${ecsArn('service-deployment/dev-sample/web/0123')}`,
    `ecs:DescribeServiceDeployments ${ecsArn('service/dev-sample/web')}`,
  ];

  it.each<[string, object, readonly string[]]>([
    ['CreateService', { cluster, serviceName: 'web' }, [`ecs:CreateService ${ecsArn('service/dev-sample/web')}`]],
    ['DeleteService', { cluster, service: 'web' }, [`ecs:DeleteService ${ecsArn('service/dev-sample/web')}`]],
    [
      'ListServiceDeployments',
      { cluster: ecsArn(`cluster/${cluster}`), service: ecsArn('service/dev-sample/web') },
      [`ecs:ListServiceDeployments ${ecsArn('service/dev-sample/web')}`],
    ],
    [
      'DescribeServices',
      { cluster, services: ['web', 'api'] },
      [
        `ecs:DescribeServices ${ecsArn('service/dev-sample/web')}`,
        `ecs:DescribeServices ${ecsArn('service/dev-sample/api')}`,
      ],
    ],
    [
      'DescribeServiceDeployments',
      { serviceDeploymentArns: [ecsArn('service-deployment/dev-sample/web/0123')] },
      ofDeployment,
    ],
    ['ListClusters', {}, ['ecs:ListClusters *']],
    ['ListServices', { cluster }, ['ecs:ListServices *']],
    ['ListTasks', { cluster: ecsArn(`cluster/${cluster}`) }, ['ecs:ListTasks *']],
  ])('knows the services and deployments that %s needs permission for', (operation, input, actions) => {
    expect(actionsOf(call({ service: 'ecs', operation }, input))).toEqual(actions);
  });

  it('needs permission to assume the role that a call to STS names', () => {
    const RoleArn = 'arn:aws:iam::111122223333:role/r';
    expect(actionsOf(call({ service: 'sts', operation: 'AssumeRole' }, { RoleArn }))).toEqual([
      `sts:AssumeRole ${RoleArn}`,
    ]);
  });
});

describe('neededByPush', () => {
  const HOST = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';

  it.each([
    ['HEAD', '/v2/a/b/blobs/sha256:0', ['ecr:BatchCheckLayerAvailability']],
    ['POST', '/v2/a/b/blobs/uploads/', ['ecr:InitiateLayerUpload']],
    ['PATCH', '/v2/a/b/blobs/uploads/id', ['ecr:UploadLayerPart']],
    ['PUT', '/v2/a/b/blobs/uploads/id?digest=sha256:0', ['ecr:UploadLayerPart', 'ecr:CompleteLayerUpload']],
    ['PUT', '/v2/a/b/manifests/v1', ['ecr:PutImage']],
    ['GET', '/v2/a/b/manifests/v1', ['ecr:BatchGetImage']],
    ['GET', '/v2/a/b/blobs/sha256:0', ['ecr:GetDownloadUrlForLayer']],
  ])('knows the actions of %s %s', (method, path, actions) => {
    const needed = neededByPush({ host: HOST, method, path, authorization: 'basic', at: 0 }, [PROFILE]);
    expect(needed.map(({ action }) => action)).toEqual(actions);
    expect(new Set(needed.map(({ resource }) => resource))).toEqual(
      new Set(['arn:aws:ecr:eu-west-1:111122223333:repository/a/b']),
    );
  });

  it('needs permission on the profile for signing', () => {
    const request = { host: 'signer.eu-west-1.amazonaws.com', method: 'POST', path: '/signing-jobs/with-payload' };
    const needed = neededByPush({ ...request, authorization: 'sigv4', at: 0 }, [PROFILE]);
    expect(needed).toMatchObject([{ action: 'signer:SignPayload', resource: PROFILE }]);
  });

  it('needs nothing for a request without credentials', () => {
    const anonymous = { host: HOST, method: 'PUT', path: '/v2/a/manifests/v1', authorization: 'none', at: 0 } as const;
    expect(neededByPush(anonymous, [PROFILE])).toEqual([]);
  });
});
