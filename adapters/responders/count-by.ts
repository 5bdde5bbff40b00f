import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';

/** How often something happened, by dimensions. */
export interface Count {
  /** The name of the metric. Required. */
  readonly name: string;
  /** Required. */
  readonly by: Record<string, string>;
  /** Default: 1. */
  readonly count?: number;
}

/**
 * Writes a count with `single`, a single metric. It can be used again: adding a metric to it writes it at once and
 * forgets its dimensions. https://docs.aws.amazon.com/powertools/typescript/latest/features/metrics/
 */
export const countBy = (single: Metrics, { name, by, count = 1 }: Count): void => {
  single.addDimensions(by);
  single.addMetric(name, MetricUnit.Count, count);
};
