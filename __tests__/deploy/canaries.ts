import * as z from 'zod';
import { allPages } from '../../adapters/all-pages';
import { CANARY_DOORS } from '../../contracts/deployment/canary-images';
import type { FunctionName } from '../../contracts/functions/functions';
import { functionNames } from '../../contracts/naming/resource-names';
import { canaryOutcomes, type CanaryOutcome } from '../../demo/canary-outcome';
import { callJsonApi } from './call-aws';
import type { GetContext } from './deploy-context';
import type { DeployEnvironment } from './deploy-environment';
import { PLACE } from './deployment-files';
import { step } from './step-table';
import { waitFor } from './wait-for';

const FILTER = { service: 'logs', target: 'Logs_20140328.FilterLogEvents' };
// moto's last page has a token that is null.
const token = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);
const pageShape = z.object({ events: z.array(z.object({ message: z.string() })), nextToken: token });

const messagesOf = ({ admin }: DeployEnvironment, name: FunctionName): Promise<readonly string[]> => {
  const { logGroup: logGroupName } = functionNames(PLACE, name);
  return allPages(async (nextToken) => {
    const { events, nextToken: next } = pageShape.parse(await callJsonApi(admin, FILTER, { logGroupName, nextToken }));
    return { items: events.map(({ message }) => message), next };
  });
};

const outcomesIn = async (environment: DeployEnvironment): Promise<CanaryOutcome> => {
  const messages = await Promise.all([messagesOf(environment, 'sweep'), messagesOf(environment, 'launch')]);
  return canaryOutcomes(messages.flat().map((text) => ({ stream: 'stdout', text })));
};

/** The canary images of a sweep, which go through every door. */
export const canaries = (context: GetContext): void =>
  step('the four canary images got the right answer at every door', async () => {
    const { environment } = context();
    const answered = async () => {
      const outcomes = await outcomesIn(environment);
      return outcomes.passed.length + outcomes.failed.length >= 12 ? outcomes : undefined;
    };
    const { passed, failed, wrong } = await waitFor(answered);
    expect({ failed, wrong }).toEqual({ failed: [], wrong: [] });
    for (const door of CANARY_DOORS) expect(passed.filter((each) => each === door)).toHaveLength(4);
  });
