import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { toDeployerPolicies } from '../../../../cli/commands/policies/deployer-policies';
import { aDeployment, deploymentInput } from '../../../support/deployment/deployment';
import { sampleFields } from '../../../support/deployment/deployment-sample';
import { runImageTrust } from '../../run-image-trust';

const result = z.object({
  deployment: z.string(),
  policies: z.array(z.object({ name: z.string(), characters: z.number(), document: z.unknown() })),
});

describe('image-trust policies', () => {
  let folder: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'policies-test-')));
    mkdirSync(join(folder, 'deployments'));
    writeFileSync(join(folder, 'package.json'), '{ "name": "ecs-image-trust" }');
    writeFileSync(join(folder, 'deployments/dev.json'), JSON.stringify(deploymentInput(sampleFields)));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const policies = (...args: readonly string[]) =>
    runImageTrust(['policies', '--deployment', 'dev', ...args], { cwd: folder });

  it('prints every policy with its number of characters, and what it allows for whom', async () => {
    const { status, stdout } = await policies();
    expect(status).toBe(0);
    for (const name of ['read', 'deploy-signing', 'deploy-verifier', 'sample', 'dead-letters']) {
      expect(stdout).toContain(`# ${name}\n{`);
      expect(stdout).toMatch(new RegExp(`^ {2}${name} +\\d+ of 6144 characters; allows `, 'm'));
    }
    expect(stdout).toContain('arn:aws:lambda:eu-west-1:111122223333:function:dev-image-trust-launch');
  });

  it('prints them as JSON', async () => {
    const { status, stdout } = await policies('--json');
    expect(status).toBe(0);
    const { deployment, policies: all } = result.parse(JSON.parse(stdout));
    expect([deployment, all.map(({ name }) => name)]).toEqual([
      'dev',
      ['read', 'deploy-signing', 'deploy-verifier', 'deploy-verifier-2', 'sample', 'report', 'dead-letters'],
    ]);
    for (const { characters, document } of all) expect(JSON.stringify(document)).toHaveLength(characters);
  });

  it('writes each to a file in a folder that need not exist', async () => {
    const { status, stdout } = await policies('--output', 'iam/dev');
    expect(status).toBe(0);
    expect(stdout).not.toContain('Statement');
    expect(readdirSync(join(folder, 'iam/dev')).sort()).toEqual([
      'dead-letters.json',
      'deploy-signing.json',
      'deploy-verifier-2.json',
      'deploy-verifier.json',
      'read.json',
      'report.json',
      'sample.json',
    ]);
    expect(readFileSync(join(folder, 'iam/dev/read.json'), 'utf8')).toContain('"Sid": "ReadDeployment"');
  });

  it('refuses a folder that is a file, and --output together with --json', async () => {
    writeFileSync(join(folder, 'taken'), '');
    expect((await policies('--output', 'taken')).stderr).toContain('--output: expected a folder');
    expect(await policies('--output', 'iam', '--json')).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('toDeployerPolicies', () => {
  it('lets whoever is on duty read and move dead letters, and send nothing to their queue', () => {
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-6789-abcd-ef0123456789';
    const policies = toDeployerPolicies(aDeployment({ keys: { queue: key } }));
    const statements = policies.find(({ name }) => name === 'dead-letters')?.document.Statement ?? [];
    const arn = 'arn:aws:sqs:eu-west-1:111122223333:dev-image-trust';
    expect(statements.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [
        ['sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        [`${arn}-dead-letters`, `${arn}-undelivered`],
      ],
      [['sqs:DeleteMessage', 'sqs:ListMessageMoveTasks', 'sqs:StartMessageMoveTask'], [`${arn}-dead-letters`]],
      [['sqs:SendMessage'], [arn]],
      [['kms:Decrypt', 'kms:GenerateDataKey'], [key]],
    ]);
  });

  const textOf = (overrides: object): string => JSON.stringify(toDeployerPolicies(aDeployment({ ...overrides })));

  it('leaves out the sample where there is none', () => {
    expect(textOf({})).not.toContain('sample');
  });

  it('allows no change of what exists already, but pushing and signing', () => {
    const profile = 'arn:aws:signer:eu-west-1:444455556666:/signing-profiles/dev_workloads';
    const existing = {
      signingProfile: `${profile}/a1B2c3D4e5`,
      workloadRepositories: ['shop/web'],
      verifierRepository: true,
    };
    const text = textOf({ existing });
    expect(text).toContain(`{"Sid":"Sign","Effect":"Allow","Action":["signer:SignPayload"],"Resource":["${profile}"]}`);
    expect(text).toContain('ecr:PutImage');
    for (const action of [
      'ecr:CreateRepository',
      'ecr:DeleteRepository',
      'CancelSigningProfile',
      'repository/shop/web',
    ])
      expect(text).not.toContain(action);
  });

  it('grants nothing for a sweep, schedules and reports to a deployment without a sweep', () => {
    const text = textOf({ sweep: 'off' });
    expect(text).not.toMatch(/scheduler:|EventInvokeConfig|dev-reports-|role\/dev-image-trust-(?:sweep|schedule)/);
  });

  it('lets whoever reads reports read everything that runs, under the keys of the deployment file', () => {
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-6789-abcd-ef0123456789';
    const policies = toDeployerPolicies(aDeployment({ keys: { bucket: key }, sweep: { ownerTag: 'team' } }));
    const statements = policies.find(({ name }) => name === 'report')?.document.Statement ?? [];
    expect(statements.map(({ Sid }) => Sid)).toEqual([
      'FindReports',
      'ReadReports',
      'ReadTrustDocument',
      'UseKeyThroughS3',
      'ListWhatRuns',
      'DescribeWhatRuns',
    ]);
  });

  it('lets plans read reports, and nothing else of their bucket', () => {
    const policies = toDeployerPolicies(aDeployment());
    const statements = policies.find(({ name }) => name === 'read')?.document.Statement ?? [];
    expect(statements.find(({ Sid }) => Sid === 'ReadReports')).toMatchObject({
      Action: ['s3:GetObject'],
      Resource: ['arn:aws:s3:::dev-reports-111122223333-eu-west-1/reports/*'],
    });
  });

  it('names roles and policies with their path', () => {
    const text = textOf({ ...sampleFields, iamPath: '/platform/' });
    for (const roles of [
      ['dev-image-trust-launch', 'dev-image-trust-sweep'],
      ['dev-image-trust-schedule'],
      ['dev-sample-execution'],
    ]) {
      const arns = roles.map((role) => `arn:aws:iam::111122223333:role/platform/${role}`);
      expect(text).toContain(`"Action":["iam:PassRole"],"Resource":${JSON.stringify(arns)}`);
    }
    expect(text).toContain('arn:aws:iam::111122223333:role/platform/dev-image-trust-launch');
    expect(text).toContain('arn:aws:iam::111122223333:policy/platform/dev-image-trust-*');
    expect(text).not.toContain(':role/dev-image-trust-launch');
  });

  it('allows roles only under the permissions boundary of the deployment file', () => {
    const permissionsBoundary = 'arn:aws:iam::111122223333:policy/boundary';
    const statements = toDeployerPolicies(aDeployment({ permissionsBoundary })).flatMap(
      ({ document }) => document.Statement,
    );
    const bound = { StringEquals: { 'iam:PermissionsBoundary': permissionsBoundary } };
    for (const action of ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary'])
      expect(statements.filter(({ Action }) => Action.includes(action)).map(({ Condition }) => Condition)).toEqual([
        bound,
      ]);
  });

  it('allows what a VPC and keys of your own need, and nothing of it without them', () => {
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-6789-abcd-ef0123456789';
    const text = textOf({
      launch: { vpc: { subnets: ['subnet-0a1b2c3d4e5f60718'], securityGroups: ['sg-0a1b2c3d4e5f60718'] } },
      keys: { bucket: key, table: key, logs: key },
    });
    const added = ['ec2:DescribeSubnets', 'UseKeyThroughS3', 'UseKeyThroughDYNAMODB', 'logs:AssociateKmsKey'];
    for (const each of added) expect(text).toContain(each);
    for (const each of added) expect(textOf({})).not.toContain(each);
  });
});
