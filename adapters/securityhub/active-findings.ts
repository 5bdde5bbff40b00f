import {
  GetFindingsCommand,
  type AwsSecurityFinding,
  type AwsSecurityFindingFilters,
  type SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import type { ActiveFinding } from '../../verification';
import { allPages } from '../all-pages';
import { placeOfFinding } from './finding-id';
import { GENERATOR, PRODUCT_FIELD } from './to-finding';

/** Security Hub returns at most this many findings with each page. */
const PAGE = 100;

/** Whose findings are read. */
export interface FindingsOf {
  readonly productArn: string;
  readonly deployment: string;
}

const filtersFor = ({ productArn, deployment }: FindingsOf): AwsSecurityFindingFilters => ({
  ProductArn: [{ Value: productArn, Comparison: 'EQUALS' }],
  GeneratorId: [{ Value: GENERATOR, Comparison: 'PREFIX' }],
  RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' }],
  ProductFields: [{ Key: PRODUCT_FIELD.deployment, Value: deployment, Comparison: 'EQUALS' }],
});

/** Reads every active finding of a deployment, until the signal is aborted. Throws what the SDK throws. */
export const activeFindingsReader =
  (client: SecurityHubClient, of: FindingsOf) =>
  (signal?: AbortSignal): Promise<readonly AwsSecurityFinding[]> =>
    allPages(async (NextToken) => {
      const request = new GetFindingsCommand({ Filters: filtersFor(of), MaxResults: PAGE, NextToken });
      const { Findings: items = [], NextToken: next } = await client.send(request, { abortSignal: signal });
      return { items, next: next === '' ? undefined : next };
    });

/** A finding as far as its comparison with a report needs it. */
export const toActiveFinding = ({
  Id = '',
  GeneratorId = '',
  UpdatedAt,
  ProductFields,
}: AwsSecurityFinding): ActiveFinding => ({
  id: Id,
  place: placeOfFinding(Id),
  cluster: ProductFields?.[PRODUCT_FIELD.cluster] ?? '',
  reason: GeneratorId.slice(GENERATOR.length),
  updatedAt: Date.parse(UpdatedAt ?? ''),
});

/**
 * The same finding, archived as of an instant. Security Hub adds fields to what was imported; only what a provider may
 * write is sent back.
 */
export const toArchived = (finding: AwsSecurityFinding, updatedAt: string): AwsSecurityFinding => {
  const { SchemaVersion, Id, ProductArn, GeneratorId, AwsAccountId, Title, Description, Remediation } = finding;
  const { FindingProviderFields, Resources, ProductFields, FirstObservedAt, LastObservedAt, CreatedAt } = finding;
  const { Severity, Types } = FindingProviderFields ?? {};
  // Security Hub's own fields of the product begin with `aws/`.
  const own = Object.entries(ProductFields ?? {}).filter(([name]) => !name.startsWith('aws/'));
  return {
    ...{ SchemaVersion, Id, ProductArn, GeneratorId, AwsAccountId, Title, Description, Remediation, Resources },
    ...{ FirstObservedAt, LastObservedAt, CreatedAt },
    FindingProviderFields: { Severity: { Label: Severity?.Label, Original: Severity?.Original }, Types },
    ProductFields: Object.fromEntries(own),
    UpdatedAt: updatedAt,
    RecordState: 'ARCHIVED',
  };
};
