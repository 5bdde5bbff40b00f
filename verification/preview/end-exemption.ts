import type { TrustDocument } from '../trust-document';
import type { PreviewContainer } from './preview-container';

/** The same trust document as it applies once an exemption has ended. */
export const withoutExemption = (document: TrustDocument, name: string): TrustDocument => ({
  ...document,
  exemptions: Object.fromEntries(Object.entries(document.exemptions).filter(([each]) => each !== name)),
});

/** Containers that one exemption takes out of verification. */
export interface ExemptContainers {
  readonly name: string;
  readonly until: string;
  readonly containers: readonly PreviewContainer[];
}

/** The exemptions of a document by which containers are exempt, each with these containers. */
export const exemptContainers = (
  containers: readonly PreviewContainer[],
  { exemptions }: Pick<TrustDocument, 'exemptions'>,
): readonly ExemptContainers[] =>
  Object.entries(exemptions).flatMap(([name, { until }]) => {
    const exempt = containers.filter(({ after }) => after?.verdict.kind === 'exempt' && after.verdict.rule === name);
    return exempt.length === 0 ? [] : [{ name, until, containers: exempt }];
  });
