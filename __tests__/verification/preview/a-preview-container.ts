import type { PolicyVerdict, PreviewContainer } from '../../../verification/preview/preview-container';
import type { Verdict } from '../../../verification';
import { aContainer, aTrusted, CLUSTER, TASK } from '../../support/domain/domain';

/** A verdict by the policy of the tests' trust document; exempt verdicts have no policy. */
export const byPolicy = (verdict: Verdict = aTrusted(), policy: string | null = 'shop'): PolicyVerdict => ({
  policy: verdict.kind === 'exempt' ? null : policy,
  verdict,
});

/** A container of a service that is trusted and stays so. */
export const aPreviewContainer = (overrides: Partial<PreviewContainer> = {}): PreviewContainer => ({
  taskArn: TASK,
  clusterArn: CLUSTER,
  service: 'web',
  workload: 'service',
  owner: 'team-web',
  container: aContainer(),
  before: byPolicy(),
  after: byPolicy(),
  ...overrides,
});
