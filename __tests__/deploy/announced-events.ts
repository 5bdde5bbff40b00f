import * as z from 'zod';
import {
  GATE_EVENT_DETAIL_TYPE,
  GRANT_EVENT_DETAIL_TYPE,
  VERDICT_EVENT_DETAIL_TYPE,
} from '../../contracts/events/event-types';
import type { WatchedQueue } from './watched-queue';

/** The queue that receives what the function announces on the bus. */
interface Bus {
  readonly bus: WatchedQueue;
}

const envelope = z.object({ 'detail-type': z.string(), detail: z.unknown() });

const detailsOf = async <Shape>({ bus }: Bus, detailType: string, shape: z.ZodType<Shape>): Promise<readonly Shape[]> =>
  (await bus.messages())
    .map((body) => envelope.parse(JSON.parse(body)))
    .filter((event) => event['detail-type'] === detailType)
    .map(({ detail }) => shape.parse(detail));

const verdictShape = z.object({
  verdict: z.string(),
  reason: z.string().nullable(),
  response: z.string(),
  task: z.string(),
});

/** The announced verdicts about a task, in order. */
export const verdictsAbout = async (bus: Bus, taskArn: string) =>
  (await detailsOf(bus, VERDICT_EVENT_DETAIL_TYPE, verdictShape)).filter(({ task }) => task === taskArn);

const decisionShape = z.object({
  outcome: z.string(),
  ecsService: z.string(),
  serviceDeployment: z.string(),
  grants: z.array(z.string()),
});

/** What the gate announced about the deployments of a service, in order. */
export const decisionsAbout = async (bus: Bus, service: string) =>
  (await detailsOf(bus, GATE_EVENT_DETAIL_TYPE, decisionShape)).filter(({ ecsService }) =>
    ecsService.endsWith(`/${service}`),
  );

const grantShape = z.object({ grant: z.string(), occasion: z.string(), usedBy: z.string().nullable() });

/** What was announced about a break-glass grant, in order. */
export const occasionsOf = async (bus: Bus, id: string) =>
  (await detailsOf(bus, GRANT_EVENT_DETAIL_TYPE, grantShape)).filter(({ grant }) => grant === id);
