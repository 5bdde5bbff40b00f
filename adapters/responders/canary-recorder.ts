import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { CanaryResult } from '../../verification';
import type { RecorderSettings } from './verdict-recorder';

/**
 * Counts each result by its door, and writes one log line for each wrong answer. Wrong answers are counted once more
 * without their door, for one alarm on all of them.
 */
export const canaryRecorder = ({ logger, metrics }: Pick<RecorderSettings, 'logger' | 'metrics'>) => {
  const single = metrics.singleMetric();
  const count = (name: 'CanaryPassed' | 'CanaryFailed', dimensions: Record<string, string>): void => {
    single.addDimensions(dimensions);
    // Writes the metric at once, and forgets its dimensions.
    single.addMetric(name, MetricUnit.Count, 1);
  };
  return (results: readonly CanaryResult[], sweep: string): void => {
    for (const { passed, ...result } of results) {
      const { door } = result;
      count(passed ? 'CanaryPassed' : 'CanaryFailed', { door });
      if (passed) continue;
      count('CanaryFailed', {});
      logger.error('A canary image got a wrong answer', { ...result, sweep });
    }
  };
};
