import { tmpdir } from 'node:os';
import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import { dynamoImageHistory } from '../../adapters/dynamodb/image-history';
import { ecrLogins } from '../../adapters/ecr/registry-login';
import { verificationEngine, type VerificationEngine } from '../../adapters/engine';
import { runProcess } from '../../adapters/process';
import type { LaunchSettings } from '../../contracts/functions/launch-settings';
import type { AwsClients } from './clients';

/** A run of notation is killed after this time, in milliseconds. The plugin's own three attempts take up to 5 s. */
const DEADLINE_MS = 10_000;

/**
 * As many as most tasks have images, so that their runs wait for AWS Signer together. More would not fit: each run may use
 * twice its memory limit, and each must get a share of the one processor that shows whether it computes or waits.
 */
const CONCURRENT_RUNS = 5;

/** Where the tools are in the function's image, and the table that keeps what was learnt. */
export type EngineSettings = Pick<
  LaunchSettings,
  'notationPath' | 'notationLibexec' | 'signerRootCertificate' | 'ledgerTable'
>;

/** The engine that a function verifies images with; its runs and reused verdicts are counted as metrics. */
export const functionEngine = (settings: EngineSettings, clients: AwsClients, metrics: Metrics): VerificationEngine =>
  verificationEngine({
    settings: {
      notation: settings.notationPath,
      plugins: settings.notationLibexec,
      rootCertificate: settings.signerRootCertificate,
      temporary: tmpdir(),
      deadlineMs: DEADLINE_MS,
      // Lambda's own API listens on the loopback interface.
      loopback: 'refused',
      concurrentRuns: CONCURRENT_RUNS,
    },
    ports: {
      run: runProcess,
      environment: process.env,
      keys: () => clients.dynamodb.config.credentials(),
      onRun: (milliseconds) => {
        metrics.addMetric('VerificationRuns', MetricUnit.Count, 1);
        metrics.addMetric('VerificationDuration', MetricUnit.Milliseconds, milliseconds);
      },
    },
    ecrLogin: ecrLogins({ clientFor: clients.ecrFor, now: Date.now }),
    history: dynamoImageHistory({ client: clients.dynamodb, table: settings.ledgerTable, now: Date.now }),
    now: Date.now,
    onReused: () => {
      metrics.addMetric('VerdictsRemembered', MetricUnit.Count, 1);
    },
  });
