import fc from 'fast-check';
import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { findingId, placeId, placeOfFinding } from '../../../adapters/securityhub/finding-id';
import { LIMITS } from '../../../adapters/securityhub/finding-text';
import { fromVerdict } from '../../../adapters/securityhub/from-verdict';
import { toFinding, type UntrustedImage } from '../../../adapters/securityhub/to-finding';
import { SEVERITIES, UNTRUSTED_REASONS } from '../../../verification';
import { CLUSTER, digestOf, TASK, TASK_DEFINITION } from '../../support/domain/domain';
import { aVerdictEvent } from '../../support/notify/a-verdict';

const PRODUCT = 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default';

const anImage = (overrides: Partial<UntrustedImage> = {}): UntrustedImage => {
  const found = fromVerdict({ verdict: aVerdictEvent(), service: 'shop', taskDefinition: TASK_DEFINITION });
  if (found === undefined) throw new Error('expected an untrusted verdict');
  return { ...found, ...overrides };
};

/** Every text of a finding with its limit. */
const textsOf = (finding: AwsSecurityFinding): readonly (readonly [text: string | undefined, limit: number])[] => [
  [finding.Id, LIMITS.id],
  [finding.GeneratorId, 512],
  [finding.Title, LIMITS.title],
  [finding.Description, LIMITS.description],
  [finding.Remediation?.Recommendation?.Text, LIMITS.remediation],
  ...Object.values(finding.ProductFields ?? {}).map((text) => [text, LIMITS.productField] as const),
  ...(finding.Resources ?? []).flatMap(({ Id, Details }) => [
    [Id, LIMITS.id] as const,
    ...Object.values(Details?.Container ?? {}).map((text) => [String(text), LIMITS.resourceDetail] as const),
  ]),
];

describe('toFinding', () => {
  it('says what runs where, how severe that is, and what to do', () => {
    expect(toFinding(anImage(), PRODUCT)).toMatchObject({
      SchemaVersion: '2018-10-08',
      ProductArn: PRODUCT,
      GeneratorId: 'ecs-image-trust/unsigned',
      AwsAccountId: '111122223333',
      Title: 'Untrusted image runs on Amazon ECS (not signed): container web of service shop',
      FindingProviderFields: { Severity: { Label: 'HIGH', Original: 'unsigned' } },
      Remediation: { Recommendation: { Text: 'Sign it by digest: the index, or every platform.' } },
      RecordState: 'ACTIVE',
      Resources: [
        {
          Type: 'AwsEcsService',
          Id: 'arn:aws:ecs:eu-west-1:111122223333:service/pay/shop',
          Partition: 'aws',
          Region: 'eu-west-1',
        },
        { Type: 'AwsEcsTask', Id: TASK },
        { Type: 'Container', Details: { Container: { Name: 'web', ImageId: digestOf('a') } } },
      ],
      ProductFields: { 'ecs-image-trust/deployment': 'dev', 'ecs-image-trust/cluster': CLUSTER },
    });
  });

  it('leaves the workflow to the people who work on findings', () => {
    expect(toFinding(anImage(), PRODUCT)).not.toHaveProperty('Workflow');
  });

  it.each(UNTRUSTED_REASONS)('has the severity of %s', (reason) => {
    const { FindingProviderFields } = toFinding(anImage({ reason }), PRODUCT);
    expect(FindingProviderFields?.Severity?.Label).toBe(SEVERITIES[reason]);
  });

  it('names no service where there is none', () => {
    const { Resources = [] } = toFinding(anImage({ service: null }), PRODUCT);
    expect(Resources.map(({ Type }) => Type)).toEqual(['AwsEcsTask', 'Container']);
  });

  it('names at most ten tasks, since a finding has at most 32 resources', () => {
    const { Resources = [] } = toFinding(anImage({ tasks: Array.from({ length: 500 }, () => TASK) }), PRODUCT);
    expect(Resources).toHaveLength(12);
  });

  it('stays within the limits of Security Hub whatever task authors and pushers write', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 3_000 }),
      fc.constantFrom('', ' \n\t', '\ud800', `${'x'.repeat(511)}😀😀`, '\u202e\u0000', '\ud83d'.repeat(2_000)),
    );
    const nullable = fc.option(hostile, { nil: null });
    const fields = {
      container: hostile,
      service: nullable,
      image: nullable,
      repository: nullable,
      digest: nullable,
      detail: hostile,
      policy: nullable,
      tasks: fc.array(hostile, { minLength: 1, maxLength: 40 }),
    };
    fc.assert(
      fc.property(fc.record(fields), (found) => {
        const finding = toFinding({ ...anImage(), ...found }, PRODUCT);
        for (const [text = '', limit] of textsOf(finding)) {
          expect(text.length).toBeLessThanOrEqual(limit);
          expect(text).toMatch(/\S/);
          expect(text).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        }
        expect(finding.Resources?.length).toBeLessThanOrEqual(32);
        expect(JSON.stringify(finding).length).toBeLessThan(240_000);
      }),
    );
  });
});

describe('findingId', () => {
  it('is the same for every revision of a task definition without a service', () => {
    const image = anImage({ service: null });
    expect(findingId({ ...image, taskDefinition: TASK_DEFINITION.replace(':7', ':8') })).toBe(findingId(image));
  });

  it.each([
    ['deployment', { deployment: 'other' }],
    ['cluster', { cluster: `${CLUSTER}2` }],
    ['service', { service: 'other' }],
    ['container', { container: 'other' }],
    ['repository', { repository: 'other' }],
    ['digest', { digest: digestOf('b') }],
  ])('is another one for another %s', (_what, other) => {
    expect(findingId(anImage(other))).not.toBe(findingId(anImage()));
  });

  it('does not take a service for a family of the same name', () => {
    const [service, family] = [anImage({ service: 'web' }), anImage({ service: null })];
    expect(placeId(service)).not.toBe(placeId(family));
  });

  it('contains the id of its place', () => {
    expect(placeOfFinding(findingId(anImage()))).toBe(placeId(anImage({ digest: digestOf('b') })));
  });
});

describe('fromVerdict', () => {
  it.each([
    ['inconclusive', 'timed-out'],
    ['trusted', null],
    ['exempt', null],
  ] as const)('makes no finding of an image that is %s', (verdict, reason) => {
    const about = { verdict: aVerdictEvent({ verdict, reason }), service: null, taskDefinition: null };
    expect(fromVerdict(about)).toBeUndefined();
  });
});
