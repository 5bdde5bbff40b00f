import { SampleStack } from '../../stacks/sample-stack';
import { VerifierStack } from '../../stacks/verifier-stack';
import { aSampleDeployment } from '../support/deployment/deployment-sample';
import { synthFor } from '../support/terraform/synth';

const keyArn = (id: string): string => `arn:aws:kms:eu-west-1:111122223333:key/${id}`;
const KEYS = { queue: keyArn('queue'), bucket: keyArn('bucket'), table: keyArn('table'), logs: keyArn('logs') };
const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';

const verifier = (overrides: object = {}) => synthFor(VerifierStack, aSampleDeployment({ ...overrides }));
const sample = (overrides: object = {}) => synthFor(SampleStack, aSampleDeployment({ ...overrides }));

describe('a permissions boundary and an IAM path', () => {
  const settings = { permissionsBoundary: BOUNDARY, iamPath: '/platform/' };

  it('apply to every role', () => {
    const roles = [verifier(settings), sample(settings)].flatMap(({ all }) => Object.values(all('aws_iam_role')));
    expect(roles).toHaveLength(4);
    for (const role of roles) expect(role).toMatchObject({ path: '/platform/', permissions_boundary: BOUNDARY });
  });

  it('are not set by default', () => {
    const roles = [verifier(), sample()].flatMap(({ all }) => Object.values(all('aws_iam_role')));
    for (const role of roles) expect(Object.keys(role)).not.toEqual(expect.arrayContaining(['path']));
    for (const role of roles) expect(Object.keys(role)).not.toEqual(expect.arrayContaining(['permissions_boundary']));
  });

  it('the path applies to every managed policy, and to the role in statements for other accounts', () => {
    const policies = {
      base: {
        repositories: ['444455556666.dkr.ecr.us-east-1.amazonaws.com/base/*'],
        signers: ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads'],
      },
    };
    const { all, outputs } = verifier({ ...settings, policies, sample: undefined, mode: 'enforce' });
    const managed = Object.values(all('aws_iam_policy'));
    expect(managed.map(({ path }) => path)).toEqual(['/platform/', '/platform/', '/platform/']);
    expect(JSON.stringify(outputs['repositoryPolicyStatements'])).toContain(
      '"aws:PrincipalArn":["arn:aws:iam::111122223333:role/platform/dev-image-trust-launch",',
    );
  });
});

describe('a function in a VPC', () => {
  const vpc = { subnets: ['subnet-0a1b2c3d4e5f60718'], securityGroups: ['sg-0a1b2c3d4e5f60718'] };
  const stack = verifier({ launch: { vpc } });
  const sidsOf = ({ statements }: typeof stack): readonly string[] =>
    statements('aws_iam_role_policy.launch_role_own').map(({ Sid }) => Sid);

  it('runs in its subnets and security groups', () => {
    expect(stack.at('aws_lambda_function.launch')['vpc_config']).toEqual({
      subnet_ids: vpc.subnets,
      security_group_ids: vpc.securityGroups,
    });
    expect(verifier().at('aws_lambda_function.launch')['vpc_config']).toBeUndefined();
  });

  it('has a role with which Lambda, and not the code of the function, manages network interfaces', () => {
    const network = ['ManageNetworkInterfaces', 'DescribeNetwork', 'DenyNetworkChangesByFunctionCode'];
    expect(sidsOf(stack)).toEqual(expect.arrayContaining(network));
    for (const sid of network) expect(sidsOf(verifier())).not.toContain(sid);
    const [allowed, denied] = stack
      .statements('aws_iam_role_policy.launch_role_own')
      .filter(({ Action }) => Action.includes('ec2:CreateNetworkInterface'));
    expect(allowed).toMatchObject({ Effect: 'Allow', Resource: ['arn:aws:ec2:eu-west-1:111122223333:*/*'] });
    expect(denied).toMatchObject({
      Effect: 'Deny',
      Action: allowed?.Action,
      Condition: {
        ArnEquals: {
          'lambda:SourceFunctionArn': ['arn:aws:lambda:eu-west-1:111122223333:function:dev-image-trust-launch'],
        },
      },
    });
  });
});

describe('KMS keys of your own', () => {
  const stack = verifier({ keys: KEYS });

  it('encrypt every queue', () => {
    const queues = Object.values(stack.all('aws_sqs_queue'));
    expect(queues).toHaveLength(3);
    for (const queue of queues) {
      expect(queue).toMatchObject({ kms_master_key_id: KEYS.queue });
      expect(queue).not.toHaveProperty('sqs_managed_sse_enabled');
    }
  });

  it('encrypt the bucket, whose object is then compared by its source and not by its etag', () => {
    expect(stack.at('aws_s3_bucket_server_side_encryption_configuration.trust_encryption')['rule']).toEqual([
      {
        apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: KEYS.bucket },
        bucket_key_enabled: true,
      },
    ]);
    const document = stack.at('aws_s3_object.trust_document');
    expect(document).not.toHaveProperty('etag');
    expect(document['source_hash']).toBe(verifier().at('aws_s3_object.trust_document')['etag']);
  });

  it('encrypt the ledger', () => {
    expect(stack.at('aws_dynamodb_table.ledger')['server_side_encryption']).toEqual({
      enabled: true,
      kms_key_arn: KEYS.table,
    });
  });

  it('encrypt every log group', () => {
    const groups = [stack, sample({ keys: KEYS })].flatMap(({ all }) => Object.values(all('aws_cloudwatch_log_group')));
    expect(groups.map(({ kms_key_id: key }) => key)).toEqual([KEYS.logs, KEYS.logs, KEYS.logs]);
  });

  it.each([
    ['sqs', KEYS.queue],
    ['s3', KEYS.bucket],
    ['dynamodb', KEYS.table],
  ])('can be used by the function through %s only', (service, key) => {
    const using = stack
      .statements('aws_iam_role_policy.launch_role_own')
      .filter(({ Resource = [] }) => Resource.includes(key));
    expect(using).toMatchObject([
      { Condition: { StringEquals: { 'kms:ViaService': `${service}.eu-west-1.amazonaws.com` } } },
    ]);
    expect(using[0]?.Action).toContain('kms:Decrypt');
  });

  it('can be set one by one', () => {
    const { at, json } = verifier({ keys: { table: KEYS.table } });
    expect(at('aws_sqs_queue.queues_tasks')).toMatchObject({ sqs_managed_sse_enabled: true });
    expect(JSON.stringify(json)).not.toContain('aws:kms"');
  });
});
