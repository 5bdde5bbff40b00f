import { BatchImportFindingsCommand, GetFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import type { EmulatedAws } from '../../../testing/aws/emulated-aws';
import { startAwsAlone, wireSettings } from './wire-settings';

const aFinding = (Id: string, overrides: object = {}) => ({
  SchemaVersion: '2018-10-08',
  Id,
  ProductArn: 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default',
  GeneratorId: 'ecs-image-trust/unsigned',
  AwsAccountId: '111122223333',
  CreatedAt: '2026-11-26T12:00:00.000Z',
  UpdatedAt: '2026-11-26T12:00:00.000Z',
  Severity: { Label: 'HIGH' as const },
  Title: 'A container runs an unsigned image',
  Description: 'web runs app',
  Resources: [{ Type: 'Other', Id: 'arn:aws:ecs:eu-west-1:111122223333:task/main/1' }],
  ...overrides,
});

let aws: EmulatedAws;
let hub: SecurityHubClient;

const importAll = (...Findings: ReturnType<typeof aFinding>[]) =>
  hub.send(new BatchImportFindingsCommand({ Findings }));

beforeAll(async () => {
  aws = await startAwsAlone();
  hub = new SecurityHubClient(wireSettings(aws));
});

beforeEach(() => aws.clear());

afterAll(() => aws.stop());

describe('Security Hub', () => {
  it('keeps the latest import of each finding', async () => {
    await importAll(aFinding('a'), aFinding('b'));
    await importAll(aFinding('a', { RecordState: 'ARCHIVED' }));
    expect(aws.securityHub.all).toMatchObject([{ Id: 'a', RecordState: 'ARCHIVED' }, { Id: 'b' }]);
  });

  it('returns findings by filters, by pages', async () => {
    await importAll(aFinding('a'), aFinding('b'), aFinding('c', { RecordState: 'ARCHIVED' }));
    const Filters = {
      RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' as const }],
      GeneratorId: [{ Value: 'ecs-image-trust/', Comparison: 'PREFIX' as const }],
    };
    const first = await hub.send(new GetFindingsCommand({ Filters, MaxResults: 1 }));
    const second = await hub.send(new GetFindingsCommand({ Filters, MaxResults: 1, NextToken: first.NextToken }));
    expect([first, second].map(({ Findings }) => Findings?.map(({ Id }) => Id))).toEqual([['a'], ['b']]);
    expect(second.NextToken).toBeUndefined();
  });

  it('returns findings by a product field', async () => {
    await importAll(
      aFinding('a', { ProductFields: { deployment: 'one' } }),
      aFinding('b', { ProductFields: { deployment: 'two' } }),
      aFinding('c'),
    );
    const Filters = { ProductFields: [{ Key: 'deployment', Value: 'two', Comparison: 'EQUALS' as const }] };
    const { Findings } = await hub.send(new GetFindingsCommand({ Filters }));
    expect(Findings?.map(({ Id }) => Id)).toEqual(['b']);
  });

  it('refuses single findings in a response with status 200', async () => {
    const { FailedCount, SuccessCount, FailedFindings } = await importAll(
      aFinding('a', { Title: 'x'.repeat(257) }),
      aFinding('b'),
    );
    expect([FailedCount, SuccessCount]).toEqual([1, 1]);
    expect(FailedFindings).toMatchObject([{ Id: 'a', ErrorCode: 'InvalidInput' }]);
    expect(aws.securityHub.all.map(({ Id }) => Id)).toEqual(['b']);
  });

  it('refuses a filter that is not emulated', async () => {
    const Filters = { Title: [{ Value: 'x', Comparison: 'EQUALS' as const }] };
    await importAll(aFinding('a'));
    const refused = hub.send(new GetFindingsCommand({ Filters }));
    await expect(refused).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  it('refuses every call when it is off', async () => {
    aws.securityHub.disable();
    for (const refused of [importAll(aFinding('a')), hub.send(new GetFindingsCommand({}))])
      await expect(refused).rejects.toMatchObject({
        name: 'InvalidAccessException',
        $metadata: { httpStatusCode: 401 },
      });
  });
});
