import * as z from 'zod';
import {
  GATE_EVENT_DETAIL_TYPE,
  GRANT_EVENT_DETAIL_TYPE,
  VERDICT_EVENT_DETAIL_TYPE,
} from '../contracts/events/event-types';
import { type GateEvent, gateEventSchema } from '../contracts/events/gate-event';
import { hasStartedTasks } from '../testing/ecs/deployment-state';
import type { EmulatedAws } from '../testing/aws/emulated-aws';
import { putEntries, publishedMessages } from './announcements';
import { gateLines, type GateLine, type VerdictLine } from './function-output';
import type { DeploymentRequest, ExpectedDeployment } from './scene';
import type { LogLine } from '../testing/lambda/sandbox';

/** Everything that the environment recorded about some service deployments. */
export interface GateEvidence {
  readonly decisions: readonly GateLine[];
  readonly events: readonly GateEvent[];
  /** The topic's messages. */
  readonly messages: readonly string[];
  /** How many events say that a grant was used for one of the deployments. */
  readonly grantUses: number;
  readonly deployments: readonly Required<ExpectedDeployment>[];
}

const continueShape = z.object({ serviceDeploymentArn: z.string(), action: z.enum(['CONTINUE', 'ROLLBACK']) });
const stopShape = z.object({ serviceDeploymentArn: z.string() });
/** How messages about the gate's decisions begin; other messages may name a service deployment, too. */
const MESSAGE_START = 'Image Trust: the deployment of service ';

const grantEvent = z.object({ occasion: z.string(), usedBy: z.string().nullable() });

const countGrantUses = (aws: EmulatedAws, arns: readonly string[]): number =>
  putEntries(aws, GRANT_EVENT_DETAIL_TYPE)
    .map((detail) => grantEvent.parse(detail))
    .filter(({ occasion, usedBy }) => occasion === 'used' && usedBy !== null && arns.includes(usedBy)).length;

const REQUESTS = { CONTINUE: 'continue', ROLLBACK: 'roll-back' } as const;

const requestsAbout = (aws: EmulatedAws, arn: string): readonly DeploymentRequest[] =>
  aws.calls({ service: 'ecs' }).flatMap(({ action, input }): readonly DeploymentRequest[] => {
    if (stopShape.safeParse(input).data?.serviceDeploymentArn !== arn) return [];
    switch (action) {
      case 'ContinueServiceDeployment':
        return [REQUESTS[continueShape.parse(input).action]];
      case 'StopServiceDeployment':
        return ['stop'];
    }
    return [];
  });

const outcomeOf = (aws: EmulatedAws, arn: string): readonly Required<ExpectedDeployment>[] => {
  const found = aws.ecs.deployments.find(arn);
  if (found === undefined) return [];
  const { status } = found.state;
  return [{ status, requests: requestsAbout(aws, arn), hasTasks: hasStartedTasks(found.state) }];
};

/**
 * Collects the evidence about some service deployments and leaves out others.
 * @throws ZodError when an event breaks its contract.
 */
export const collectGateEvidence = (
  aws: EmulatedAws,
  arns: readonly string[],
  logs: readonly LogLine[],
): GateEvidence => {
  const events = putEntries(aws, GATE_EVENT_DETAIL_TYPE).map((detail) => gateEventSchema.parse(detail));
  return {
    decisions: gateLines(logs),
    events: events.filter(({ serviceDeployment }) => arns.includes(serviceDeployment)),
    messages: publishedMessages(aws).filter(
      (message) => message.startsWith(MESSAGE_START) && arns.some((arn) => message.includes(arn)),
    ),
    grantUses: countGrantUses(aws, arns),
    deployments: arns.flatMap((arn) => outcomeOf(aws, arn)),
  };
};

/** The gate's verdicts in the form of the verdicts on tasks; the response to each is what became of the deployment. */
export const toVerdictLines = (decisions: readonly GateLine[]): readonly VerdictLine[] =>
  decisions.flatMap(({ containers, serviceDeployment, outcome }) =>
    containers.map((container) => ({
      ...container,
      message: VERDICT_EVENT_DETAIL_TYPE,
      task: serviceDeployment,
      detail: '',
      response: outcome,
    })),
  );
