import type { Notice, VerdictNotice } from '../../contracts/events/notice-format';
import type { RemainingTime } from '../../verification';
import { importVerdict, reconcileWithReport, type FindingsPorts } from './handle-findings';
import { postVerdict, type WebhookPorts } from './handle-webhook';

/** What handling notices needs; undefined for a target that the deployment does not have. */
export interface NoticePorts {
  readonly findings: FindingsPorts | undefined;
  readonly webhook: WebhookPorts | undefined;
}

const handleVerdict = async (notice: VerdictNotice, { findings, webhook }: NoticePorts): Promise<void> => {
  switch (notice.target) {
    case 'security-hub':
      return findings && importVerdict(notice, findings);
    case 'webhook':
      return webhook && postVerdict(notice.verdict, webhook);
  }
};

/** Handles one notice; a notice for a target that the deployment does not have is done. Rejects when it must be retried. */
export const handleNotice = async (notice: Notice, remaining: RemainingTime, ports: NoticePorts): Promise<void> => {
  switch (notice.kind) {
    case 'verdict':
      return handleVerdict(notice, ports);
    case 'swept':
      return ports.findings && reconcileWithReport(notice, remaining, ports.findings);
  }
};
