import * as z from 'zod';
import { instantField } from '../events/verdict-fields';
import { parseContract } from '../schema/parse-contract';
import { MAX_SWEEP_INVOCATIONS } from './sweep-limits';

const VERSION = 1;

const sweepInputSchema = z.object({
  version: z.literal(VERSION),
  sweep: instantField,
  invocation: z.int().min(1).max(MAX_SWEEP_INVOCATIONS).default(1),
});

/** What the sweep function is invoked with. */
export interface SweepInput {
  /** The sweep's id: when it was due, ISO 8601 in UTC with milliseconds. */
  readonly sweep: string;
  /** Which invocation of this sweep it is, from 1. */
  readonly invocation: number;
}

/**
 * Parses the event that the sweep function is invoked with, by its schedule or by itself.
 * @throws InvalidInputError with every problem.
 */
export const parseSweepInput = (event: unknown): SweepInput => {
  const { sweep, invocation } = parseContract(sweepInputSchema, event, 'event of the sweep function');
  return { sweep: new Date(sweep).toISOString(), invocation };
};

/** The event by which the sweep function invokes itself to go on. */
export const formatSweepInput = ({ sweep, invocation }: SweepInput): string =>
  JSON.stringify({ version: VERSION, sweep, invocation });
