import * as z from 'zod';
import {
  giveBackStop,
  spendStop,
  type SpentBudget,
  type SpentStop,
  type StopPorts,
  type StopTarget,
} from '../../verification';
import type { TableSettings } from './ledger';
import { writeRevision } from './revised-item';
import { tableItems } from './table-items';

// The attribute `taskArn` keeps its name, so that items of earlier versions are still read; the first versions kept only
// the time of a stop.
const stopSchema = z.union([
  z.object({ taskArn: z.string(), at: z.number() }).transform(({ taskArn, at }) => ({ arn: taskArn, at })),
  z.number().transform((at) => ({ arn: '', at })),
]);

const itemSchema = z.object({ revision: z.number(), stops: z.array(stopSchema) });

interface Spent {
  readonly revision: number;
  readonly stops: readonly SpentStop[];
}

const read = async (settings: TableSettings, id: string): Promise<Spent> => {
  const item = await tableItems(settings).get(id);
  return item === undefined ? { revision: 0, stops: [] } : itemSchema.parse(item);
};

const write = (settings: TableSettings, id: string, { revision, stops }: Spent): Promise<boolean> =>
  writeRevision(settings, {
    id,
    revision: revision + 1,
    stops: stops.map(({ arn, at }) => ({ taskArn: arn, at })),
    expires: Math.ceil(settings.now() / 1000) + 24 * 3600,
  });

const ATTEMPTS = 10;

/** A decision about the stops of a budget: what to write, if anything, and what to return. */
type Change<Result> = (stops: readonly SpentStop[]) => {
  readonly result: Result;
  readonly stops?: readonly SpentStop[];
};

const change = async <Result>(
  settings: TableSettings,
  { clusterArn }: StopTarget,
  decide: Change<Result>,
): Promise<Result> => {
  const id = `stops#${clusterArn}`;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await read(settings, id);
    const { result, stops } = decide(before.stops);
    if (stops === undefined || (await write(settings, id, { revision: before.revision, stops }))) return result;
  }
  throw new Error(`other instances changed the stop budget of ${clusterArn} ${ATTEMPTS} times in a row`);
};

/**
 * The stop budget of each cluster, which all instances of the function share: a change is written only if the budget has
 * not changed since it was read. Both throw when other instances kept changing it; the message is then retried.
 */
export const dynamoStopBudget = (settings: TableSettings): Pick<StopPorts, 'spendStop' | 'giveBackStop'> => ({
  spendStop: (target, budget) =>
    change<SpentBudget>(settings, target, (earlier) => {
      const spending = spendStop(earlier, { arn: target.arn, budget }, settings.now());
      return spending.kind === 'granted'
        ? { result: { kind: 'granted' }, stops: spending.stops }
        : { result: spending };
    }),
  giveBackStop: (target) =>
    change(settings, target, (earlier) => ({ result: undefined, stops: giveBackStop(earlier, target.arn) })),
});
