import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connections } from '../../adapters/registry/http/connections';
import { reportReader } from '../../adapters/s3/read-report';
import { reportStore } from '../../adapters/s3/report-store';
import { webhookSecretReader } from '../../adapters/secrets-manager/webhook-secret';
import { activeFindingsReader } from '../../adapters/securityhub/active-findings';
import { findingImporter } from '../../adapters/securityhub/import-findings';
import { visibilityExtender } from '../../adapters/sqs/extend-visibility';
import { webhookPoster } from '../../adapters/webhook/post-webhook';
import type { NotifySettings } from '../../contracts/functions/notify-settings';
import { LIMITS } from '../shared/client-limits';
import { telemetryOf, type Telemetry } from '../shared/telemetry';
import type { FindingsPorts } from './handle-findings';
import { handleNotice } from './handle-notice';
import type { HandleRecordPorts } from './handle-record';
import type { WebhookPorts } from './handle-webhook';

/** The notify function's parts: made once and kept between invocations. */
export interface Notify {
  readonly ports: HandleRecordPorts;
  readonly metrics: Metrics;
}

const FINDING_METRICS = { imported: 'FindingsImported', archived: 'FindingsArchived' } as const;

const findingsPorts = (settings: NotifySettings, { logger, metrics }: Telemetry): FindingsPorts | undefined => {
  const { productArn, deployment, region, reportBucket } = settings;
  if (productArn === undefined) return undefined;
  const client = new SecurityHubClient({ ...LIMITS, region });
  const s3 = new S3Client({ ...LIMITS, region });
  return {
    productArn,
    deployment,
    importFindings: findingImporter(client),
    readActiveFindings: activeFindingsReader(client, { productArn, deployment }),
    readReport: reportReader(s3, reportBucket),
    readLatestSweep: reportStore(s3, reportBucket).readLatestSweep,
    onFindings: (kind, count) => {
      metrics.addMetric(FINDING_METRICS[kind], MetricUnit.Count, count);
    },
    onSecurityHubOff: () => {
      logger.warn(`Security Hub is off in ${region}: there are no findings. Turn it on, or set securityHub to false`);
      metrics.addMetric('SecurityHubOff', MetricUnit.Count, 1);
    },
  };
};

const webhookPorts = ({ webhookSecret }: NotifySettings, { metrics }: Telemetry): WebhookPorts | undefined => {
  if (webhookSecret === undefined) return undefined;
  // The secret may be in another region than the function.
  const client = new SecretsManagerClient({ ...LIMITS, region: webhookSecret.split(':')[3] });
  return {
    secret: webhookSecretReader({ client, arn: webhookSecret, now: Date.now }),
    post: webhookPoster({ connections: connections({ environment: process.env }), now: Date.now }),
    now: Date.now,
    onDelivered: () => {
      metrics.addMetric('WebhookDelivered', MetricUnit.Count, 1);
    },
  };
};

/** Puts the notify function together from its settings. */
export const composeNotify = (settings: NotifySettings): Notify => {
  const { deployment, region, queueUrl } = settings;
  const telemetry = telemetryOf(deployment);
  const { logger, metrics } = telemetry;
  const notices = { findings: findingsPorts(settings, telemetry), webhook: webhookPorts(settings, telemetry) };
  // The queue's URL names the standard endpoint; without this the client would ignore a FIPS or dual-stack setting.
  const sqs = new SQSClient({ ...LIMITS, region, useQueueUrlAsEndpoint: false });
  return {
    metrics,
    ports: {
      handleNotice: (notice, remaining) => handleNotice(notice, remaining, notices),
      extendVisibility: visibilityExtender(sqs, queueUrl),
      logger,
      onFailed: () => {
        metrics.addMetric('NotifyFailed', MetricUnit.Count, 1);
      },
    },
  };
};
