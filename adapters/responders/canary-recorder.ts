import type { CanaryResult } from '../../verification';
import { countBy } from './count-by';
import type { RecorderSettings } from './verdict-recorder';

/**
 * Counts each result by its door, and writes one log line for each wrong answer. Wrong answers are counted once more
 * without their door, for one alarm on all of them.
 */
export const canaryRecorder = ({ logger, metrics }: Pick<RecorderSettings, 'logger' | 'metrics'>) => {
  const single = metrics.singleMetric();
  return (results: readonly CanaryResult[], sweep: string): void => {
    for (const { passed, ...result } of results) {
      const { door } = result;
      countBy(single, { name: passed ? 'CanaryPassed' : 'CanaryFailed', by: { door } });
      if (passed) continue;
      countBy(single, { name: 'CanaryFailed', by: {} });
      logger.error('A canary image got a wrong answer', { ...result, sweep });
    }
  };
};
