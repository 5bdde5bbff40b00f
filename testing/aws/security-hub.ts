import * as z from 'zod';
import { paginate } from '../ecs/paginate';
import { type AwsActions, jsonResult } from './aws-response';
import { AwsError } from './aws-error';
import { parseInput } from './parse-input';

const MOST = 100;

// The required fields and their limits, as far as the product can break them.
// https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
const findingShape = z.looseObject({
  SchemaVersion: z.literal('2018-10-08'),
  Id: z.string().min(1).max(512),
  ProductArn: z.string().regex(/^arn:aws[a-z-]*:securityhub:[a-z0-9-]+:[0-9]{12}:product\/[0-9]{12}\/default$/),
  GeneratorId: z.string().min(1).max(512),
  AwsAccountId: z.string().regex(/^[0-9]{12}$/),
  Types: z.array(z.string()).max(50).optional(),
  CreatedAt: z.iso.datetime(),
  UpdatedAt: z.iso.datetime(),
  // A finding's provider may state it in FindingProviderFields instead.
  Severity: z.looseObject({ Label: z.enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']) }).optional(),
  Title: z.string().min(1).max(256),
  Description: z.string().min(1).max(1024),
  Resources: z
    .array(z.looseObject({ Type: z.string(), Id: z.string().max(512) }))
    .min(1)
    .max(32),
  RecordState: z.enum(['ACTIVE', 'ARCHIVED']).optional(),
  ProductFields: z.record(z.string(), z.string()).optional(),
  Workflow: z.looseObject({ Status: z.string() }).optional(),
});

/** A finding as Security Hub keeps it. */
export type StoredFinding = z.output<typeof findingShape>;

const importShape = z.strictObject({
  Findings: z
    .array(z.looseObject({ Id: z.string() }))
    .min(1)
    .max(MOST),
});

const Comparison = z.enum(['EQUALS', 'PREFIX']);
const filterShape = z.array(z.strictObject({ Key: z.string().optional(), Value: z.string(), Comparison })).min(1);
const getShape = z.strictObject({
  Filters: z.record(z.string(), filterShape).default({}),
  MaxResults: z.number().int().min(1).max(MOST).optional(),
  NextToken: z.string().optional(),
  SortCriteria: z.array(z.unknown()).optional(),
});

/** The fields that findings can be filtered by here, each with its value in a finding. */
const FILTERED: Readonly<Record<string, (finding: StoredFinding, key: string) => string | undefined>> = {
  Id: ({ Id }) => Id,
  ProductArn: ({ ProductArn }) => ProductArn,
  GeneratorId: ({ GeneratorId }) => GeneratorId,
  AwsAccountId: ({ AwsAccountId }) => AwsAccountId,
  RecordState: ({ RecordState = 'ACTIVE' }) => RecordState,
  ProductFields: ({ ProductFields }, key) => ProductFields?.[key],
  WorkflowStatus: ({ Workflow }) => Workflow?.Status ?? 'NEW',
};

const meets = (finding: StoredFinding, [name, filters]: readonly [string, z.output<typeof filterShape>]): boolean => {
  const valueOf = FILTERED[name];
  if (valueOf === undefined) throw new AwsError('InvalidInputException', `the filter ${name} is not emulated`);
  return filters.some(({ Key = '', Value, Comparison: comparison }) => {
    const value = valueOf(finding, Key) ?? '';
    return comparison === 'EQUALS' ? value === Value : value.startsWith(Value);
  });
};

/** Security Hub's BatchImportFindings and GetFindings, in the forms that the product uses. */
export class SecurityHub {
  private readonly findings = new Map<string, StoredFinding>();
  private enabled = true;

  readonly actions: AwsActions = {
    BatchImportFindings: (call) => {
      this.demandEnabled();
      const results = parseInput(call, importShape).Findings.map((finding) => this.import(finding));
      const FailedFindings = results.flatMap((failure) => failure ?? []);
      const FailedCount = FailedFindings.length;
      return jsonResult({ FailedCount, SuccessCount: results.length - FailedCount, FailedFindings });
    },
    GetFindings: (call) => {
      this.demandEnabled();
      const { Filters, MaxResults: maxResults, NextToken } = parseInput(call, getShape);
      const found = this.all.filter((finding) => Object.entries(Filters).every((filter) => meets(finding, filter)));
      const { page, nextToken } = paginate(found, { maxResults, nextToken: NextToken }, MOST);
      return jsonResult({ Findings: page, ...(nextToken !== undefined && { NextToken: nextToken }) });
    },
  };

  /** Every finding, as it was imported last. */
  get all(): readonly StoredFinding[] {
    return [...this.findings.values()];
  }

  /** Switches Security Hub off for the account and region. */
  disable(): void {
    this.enabled = false;
  }

  /** Forgets every finding; Security Hub is on again. */
  clear(): void {
    this.findings.clear();
    this.enabled = true;
  }

  private import(finding: { readonly Id: string }) {
    const { success, data, error } = findingShape.safeParse(finding);
    if (success) {
      this.findings.set(data.Id, { ...this.findings.get(data.Id), ...data });
      return undefined;
    }
    const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return { Id: finding.Id, ErrorCode: 'InvalidInput', ErrorMessage: problems.join('; ') };
  }

  private demandEnabled(): void {
    if (this.enabled) return;
    const message = 'The account is not subscribed to AWS Security Hub';
    throw new AwsError('InvalidAccessException', message, { status: 401 });
  }
}
