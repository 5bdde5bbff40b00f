import type { Context } from 'aws-lambda';
import { parseSweepInput } from '../contracts/functions/sweep-input';
import { parseSweepSettings } from '../contracts/functions/sweep-settings';
import { composeSweep } from './sweep/compose';
import { sweepHandler } from './sweep/handle-sweep';

const settings = parseSweepSettings(process.env);
const { deployment, region } = settings;
const { ports, metrics } = composeSweep(settings);

/** The account of the function itself, from its ARN. */
const accountOf = ({ invokedFunctionArn }: Context): string => invokedFunctionArn.split(':')[4] ?? '';

/** Verifies everything that runs, and writes a report; continues a sweep that is not finished. */
export const handler = async (event: unknown, context: Context): Promise<void> => {
  const handleSweep = sweepHandler({ deployment, region, account: accountOf(context) }, ports);
  try {
    await handleSweep(parseSweepInput(event), () => context.getRemainingTimeInMillis());
  } finally {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  }
};
