import type { RemainingTime } from '../remaining-time';
import type { ServiceDeployment, ServiceDeploymentPorts } from '../service-deployment';
import type { Trust } from '../trust';
import { gravestKind, reasonOf, type Verdict } from '../verdict';
import type { VerifyImage } from '../verify-image';
import { verifyDescribed, type VerifiedContainer } from '../verify-task';

/** Whether ECS may return to the revisions that ran before a deployment; `detail` says why not. */
export type SourceCheck =
  | { readonly kind: 'trusted' }
  /** The service had no revision before. */
  | { readonly kind: 'none' }
  | { readonly kind: 'untrusted'; readonly detail: string }
  | { readonly kind: 'inconclusive'; readonly detail: string };

/** The ports that verifying the revisions of a service needs. */
export interface VerifySourcesPorts extends Pick<ServiceDeploymentPorts, 'describeRevision'> {
  readonly now: () => number;
  readonly verifyAfresh: VerifyImage;
}

/** What revisions are verified by. */
interface Verification {
  readonly trust: Trust;
  readonly remaining: RemainingTime;
}

const verifySource = async (
  arn: string,
  verification: Verification,
  { now, verifyAfresh, describeRevision }: VerifySourcesPorts,
): Promise<readonly VerifiedContainer[]> => {
  const { containers = [] } = (await describeRevision(arn)) ?? {};
  return Promise.all(
    containers.map((container) => verifyDescribed(container, verification, { now, verifyImage: verifyAfresh })),
  );
};

const kindOf = (verified: readonly VerifiedContainer[]): Verdict['kind'] =>
  gravestKind(verified.map(({ verdict }) => verdict));

const detailOf = (verified: readonly VerifiedContainer[], kind: Verdict['kind']): string => {
  const { container, verdict } = verified.find((each) => each.verdict.kind === kind) ?? {};
  if (container === undefined || verdict === undefined) return 'ECS describes no container of it';
  return `container ${container.name} is ${kind} (${reasonOf(verdict) ?? '-'})`;
};

/**
 * Verifies every container of every revision that ran before a deployment, without reusing a verdict. ECS may return to
 * any of them, so one untrusted container is enough; a revision without containers is inconclusive.
 * @throws what the ports throw.
 */
export const verifySources = async (
  { sourceRevisionArns }: ServiceDeployment,
  verification: Verification,
  ports: VerifySourcesPorts,
): Promise<SourceCheck> => {
  if (sourceRevisionArns.length === 0) return { kind: 'none' };
  const sources = await Promise.all(sourceRevisionArns.map((arn) => verifySource(arn, verification, ports)));
  for (const kind of ['untrusted', 'inconclusive'] as const) {
    const source = sources.find((each) => kindOf(each) === kind);
    if (source !== undefined) return { kind, detail: detailOf(source, kind) };
  }
  return { kind: 'trusted' };
};
