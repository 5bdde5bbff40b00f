import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackIds } from '../../../../contracts/naming/resource-names';
import { serializeTrustDocument, toTrustDocument } from '../../../../contracts/trust-document/trust-document';
import { readPlan, type ResourceChange } from '../../../../cli/commands/plan/resources/read-plan';
import { summarise, type Summary } from '../../../../cli/commands/plan/plan-summary';
import type { Planned } from '../../../../cli/commands/plan/resources/stack-summary';
import type { TrustDocument } from '../../../../verification/trust-document';
import { aDeployment } from '../../../support/deployment/deployment';

/** The time of all these plans. */
export const NOW = Date.parse('2026-11-24T12:00:00Z');

const PLANS = join(__dirname, '../../../fixtures/terraform/plans');

/** A stack as real Terraform planned it; `file` names the recording. */
export const recordedPlan = (part: keyof StackIds, file: string = part): Planned => ({
  part,
  stack: `dev-${part}`,
  kind: 'planned',
  canariesFollow: false,
  plan: readPlan(JSON.parse(readFileSync(join(PLANS, `${file}.json`), 'utf8')), part),
});

/** One change of a resource, with some fields replaced. */
export const aChange = (overrides: Partial<ResourceChange>): ResourceChange => ({
  address: 'aws_sqs_queue.tasks',
  type: 'aws_sqs_queue',
  kind: 'update',
  before: {},
  after: {},
  unknown: {},
  hiddenBefore: {},
  hiddenAfter: {},
  forcedBy: [],
  reason: undefined,
  ...overrides,
});

/** A plan that changes nothing. */
export const NO_PLAN = readPlan({ format_version: '1.2' }, 'an empty plan');

/** A planned stack with these changes. */
export const aPlanned = (part: keyof StackIds, changes: readonly ResourceChange[]): Planned => ({
  part,
  stack: `dev-${part}`,
  kind: 'planned',
  canariesFollow: false,
  plan: { ...NO_PLAN, changes },
});

/** The summary of these stacks. */
export const summaryOf = (planned: readonly Planned[], overrides: Partial<Summary> = {}): Summary => ({
  ...summarise({ deployment: 'dev', planned, document: aDocument(), expired: [], now: NOW }),
  ...overrides,
});

type Fields = Readonly<Record<string, unknown>>;

/** The trust document of a sound deployment file, with some fields of the file replaced. */
export const aDocument = (overrides: Fields = {}): TrustDocument => toTrustDocument(aDeployment(overrides));

const attributesOf = (document: TrustDocument | undefined) => {
  if (document === undefined) return undefined;
  const { content, key } = serializeTrustDocument(document);
  return { key, content };
};

/** The change from one trust document to another, as Terraform plans it. */
export const aDocumentChange = (
  before: TrustDocument | undefined,
  after: TrustDocument | undefined,
  overrides: Partial<ResourceChange> = {},
): ResourceChange =>
  aChange({
    address: 'aws_s3_object.trust_document',
    type: 'aws_s3_object',
    kind: 'replace',
    before: attributesOf(before),
    after: attributesOf(after),
    ...overrides,
  });

/** The three stacks as real Terraform planned them after a change of the deployment file. */
export const RECORDED = [recordedPlan('signing'), recordedPlan('verifier'), recordedPlan('sample')];

/** The fields of a deployment file with one exemption, made for a reason. */
export const anExemption = (reason: string): Fields => ({
  exemptions: { legacy: { repositories: ['docker.io/library/*'], reason, until: '2027-12-31' } },
});
