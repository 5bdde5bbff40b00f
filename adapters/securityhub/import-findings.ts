import {
  BatchImportFindingsCommand,
  type AwsSecurityFinding,
  type ImportFindingsError,
  type SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { slicesOf } from '../../verification';

/** Security Hub accepts at most this many findings in one request. */
const BATCH = 100;

const MOST_NAMED = 5;

/** Thrown when Security Hub answers 200 but refuses findings; it has imported the others. */
export class FindingsRefused extends Error {
  override readonly name = 'FindingsRefused';

  constructor(readonly refused: readonly ImportFindingsError[]) {
    const named = refused.slice(0, MOST_NAMED).map(({ Id, ErrorCode }) => `${Id} (${ErrorCode})`);
    super(`securityhub:BatchImportFindings refused ${refused.length} findings: ${named.join(', ')}`);
  }
}

/** Whether an error says that Security Hub is off in this account and region. */
export const isSecurityHubOff = (error: unknown): boolean =>
  error instanceof Error && error.name === 'InvalidAccessException';

/**
 * Creates or updates findings, at most 100 with each request, until the signal is aborted; resolves with their number.
 * @throws FindingsRefused when some were refused, after all requests; or what the SDK throws.
 */
export const findingImporter =
  (client: SecurityHubClient) =>
  async (findings: readonly AwsSecurityFinding[], signal?: AbortSignal): Promise<number> => {
    const refused: ImportFindingsError[] = [];
    for (const some of slicesOf(findings, BATCH)) {
      const request = new BatchImportFindingsCommand({ Findings: [...some] });
      const { FailedFindings = [] } = await client.send(request, { abortSignal: signal });
      refused.push(...FailedFindings);
    }
    if (refused.length > 0) throw new FindingsRefused(refused);
    return findings.length;
  };
