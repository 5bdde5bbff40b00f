import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expiredExemptions, parseDeployment } from '../../../contracts/deployment/deployment';
import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import { aDeployment, complaintsAbout, deploymentInput } from '../../support/deployment/deployment';

const exemption = {
  repositories: ['docker.io/library/nginx'],
  reason: 'mirrored and signed next week',
  until: '2027-01-31',
};

describe('parseDeployment', () => {
  it('fills in every default', () => {
    const input = deploymentInput();
    expect(aDeployment()).toEqual({
      ...input,
      partition: 'aws',
      backend: { kind: 'local' },
      tags: {},
      mode: 'audit',
      clusters: {},
      sweep: { everyMinutes: 60, reportDays: 90, ownerTag: 'owner' },
      securityHub: false,
      unmatched: 'untrusted',
      signing: {
        profile: 'dev_workloads',
        validity: { unit: 'months', value: 135 },
        retainProfile: true,
        crossAccountSigners: [],
        repositories: { workloads: ['shop/web'], verifier: 'dev-image-trust' },
      },
      existing: { workloadRepositories: [], verifierRepository: false },
      retainImages: true,
      architecture: 'x86_64',
      launch: { memoryMegabytes: 1769, maximumConcurrency: 10 },
      logRetentionDays: 365,
      policies: Object.fromEntries(
        Object.entries(input['policies'] as Record<string, object>).map(([name, policy]) => [
          name,
          { ...policy, require: 'any' },
        ]),
      ),
      exemptions: {},
      responses: {
        whenUnprovable: 'report',
        services: 'report',
        confirmUnsignedAfterSeconds: 60,
        stopBudget: { stops: 10, minutes: 10 },
      },
    });
  });

  it('fills in the missing half of a stop budget', () => {
    const { stopBudget } = aDeployment({ responses: { stopBudget: { stops: 3 } } }).responses;
    expect(stopBudget).toEqual({ stops: 3, minutes: 10 });
  });

  it('derives the partition from a GovCloud region', () => {
    const policies = {
      web: {
        repositories: ['111122223333.dkr.ecr.us-gov-west-1.amazonaws.com/shop/*'],
        signers: ['arn:aws-us-gov:signer:us-gov-west-1:111122223333:/signing-profiles/dev_workloads'],
      },
    };
    expect(aDeployment({ region: 'us-gov-west-1', policies }).partition).toBe('aws-us-gov');
  });

  it.each([
    [
      { kind: 's3', bucket: 'our-terraform-state' },
      { kind: 's3', bucket: 'our-terraform-state' },
    ],
    [
      { kind: 'cloud', organization: 'our-organization' },
      { kind: 'cloud', organization: 'our-organization', hostname: 'app.terraform.io' },
    ],
  ])('knows the backend %j', (backend, expected) => {
    expect(aDeployment({ backend }).backend).toEqual(expected);
  });

  it('accepts the example', () => {
    const text = readFileSync(join(__dirname, '../../../deployments/example.json'), 'utf8');
    const { name, policies, exemptions, clusters } = parseDeployment(text, 'deployments/example.json');
    expect(name).toBe('example');
    expect(Object.keys(policies)).toHaveLength(3);
    expect(Object.keys(exemptions)).toHaveLength(1);
    expect(Object.values(clusters)).toEqual([{ mode: 'enforce' }]);
  });

  it('reports every problem at once, wrong fields and contradictions', () => {
    expect(
      complaintsAbout(
        {
          regoin: 'eu-west-1',
          mode: 'warn',
          clusters: { 'arn:aws:ecs:us-east-1:111122223333:cluster/payments': { mode: 'enforce' } },
          policies: {
            Web: { repositories: ['*'], signers: [] },
            api: {
              repositories: ['nginx', 'docker.io/library/nginx'],
              signers: ['dev_workloads', 'arn:aws-us-gov:signer:us-gov-west-1:111122223333:/signing-profiles/api'],
            },
          },
          exemptions: { vendor: { repositories: ['quay.io/vendor/agent'], reason: 'soon', until: '2026-02-30' } },
        },
        'deployments/prod.json',
      ),
    ).toEqual([
      'deployments/prod.json: 12 problems',
      '  mode: expected one of "audit", "enforce", found "warn"',
      '  policies.Web.repositories[0]: expected a registry before a star, such as docker.io/library/*, since this pattern covers everything by accident, found "*"',
      '  policies.Web.signers: expected at least one signer, found []',
      '  policies.api.signers[0]: expected the ARN arn:PARTITION:signer:REGION:ACCOUNT:/signing-profiles/NAME or …/NAME/VERSION, found "dev_workloads"',
      '  policies.Web: expected a name of 1 to 63 lower-case letters, digits and hyphens that begins with a letter, found "Web"',
      '  exemptions.vendor.reason: expected a reason of at least 10 characters, found "soon"',
      '  exemptions.vendor.until: expected an existing date YYYY-MM-DD, or an instant YYYY-MM-DDThh:mm:ssZ in UTC, found "2026-02-30"',
      '  regoin: expected a known key ($schema, version, name, account, region, partition, backend, tags, mode, clusters, gate, breakGlass, sweep, canary, securityHub, webhook, unmatched, signing, existing, retainImages, architecture, launch, logRetentionDays, permissionsBoundary, iamPath, keys, policies, exemptions, responses, sample), found "regoin"',
      '  name: expected prod, the name of the file, found "dev"',
      `  clusters["arn:aws:ecs:us-east-1:111122223333:cluster/payments"]: expected the deployment's region eu-west-1, found "arn:aws:ecs:us-east-1:111122223333:cluster/payments"`,
      `  policies.api.signers[1]: expected the deployment's partition aws, since signatures are isolated to partitions, found "arn:aws-us-gov:signer:us-gov-west-1:111122223333:/signing-profiles/api"`,
      '  policies.api.repositories[1]: expected each repository pattern once (policies.api.repositories[0] has it), found "docker.io/library/nginx"',
    ]);
  });

  it('throws an InvalidInputError', () => {
    const parse = () => parseDeployment(JSON.stringify(deploymentInput({ account: 1 })), 'deployments/dev.json');
    expect(parse).toThrow(InvalidInputError);
    expect(parse).toThrow('account: expected an account of 12 digits in quotes, found 1');
  });
});

describe('expiredExemptions', () => {
  const deployment = aDeployment({
    exemptions: {
      dated: exemption,
      timed: { ...exemption, repositories: ['quay.io/a/b'], until: '2027-01-31T12:00:00Z' },
    },
  });
  const dated = { name: 'dated', until: '2027-02-01T00:00:00.000Z' };
  const timed = { name: 'timed', until: '2027-01-31T12:00:00.000Z' };

  it.each([
    ['before any end', '2027-01-31T11:59:59.999Z', []],
    ['at the instant of one', '2027-01-31T12:00:00.000Z', [timed]],
    ['on the last day of a date', '2027-01-31T23:59:59.999Z', [timed]],
    ['after that day', '2027-02-01T00:00:00.000Z', [dated, timed]],
  ])('lists what has ended %s', (_when, now, expected) => {
    expect(expiredExemptions(deployment, Date.parse(now))).toEqual(expected);
  });
});
