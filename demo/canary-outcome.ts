import * as z from 'zod';
import { CANARY_DOORS, CANARY_KINDS } from '../contracts/deployment/canary-images';
import type { LogLine } from '../testing/lambda/sandbox';
import { linesOf } from './function-output';

const door = z.enum(CANARY_DOORS);
const passedSchema = z.object({ door, CanaryPassed: z.literal(1) });
const failedSchema = z.object({ door, CanaryFailed: z.literal(1) });
const wrongSchema = z.object({
  message: z.literal('A canary image got a wrong answer'),
  door,
  canary: z.enum(CANARY_KINDS),
  found: z.string(),
});

/** What functions counted and logged about canary images, each in order. */
export interface CanaryOutcome {
  /** The doors at which an answer was right, one entry for each data point. */
  readonly passed: readonly string[];
  /** The doors at which an answer was wrong, one entry for each data point. */
  readonly failed: readonly string[];
  /** The log lines about wrong answers. */
  readonly wrong: readonly z.output<typeof wrongSchema>[];
}

/** Reads what functions counted and logged about canary images. */
export const canaryOutcomes = (logs: readonly LogLine[]): CanaryOutcome => ({
  passed: linesOf(logs, passedSchema).map((line) => line.door),
  failed: linesOf(logs, failedSchema).map((line) => line.door),
  wrong: linesOf(logs, wrongSchema),
});
