import * as z from 'zod';
import type { DeploymentHook } from '../../verification/service-deployment';
import { textField } from '../schema/fields';
import { ECS_EVENT_SOURCE, HOOK_EVENT_DETAIL_TYPE } from './event-types';
import { checkEvent, textOr } from './read-event';

/** The fields whose texts may be part of an error message. */
const SHOWN = new Set([
  'source',
  'detail-type',
  'detail.hookId',
  'detail.lifecycleStage',
  'detail.serviceDeploymentArn',
]);

// Only what identifies hook and stage is indispensable. What else the event claims is not relied on: ECS itself is asked.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html
const hookEventSchema = z.object({
  source: z.literal(ECS_EVENT_SOURCE),
  'detail-type': z.literal(HOOK_EVENT_DETAIL_TYPE),
  detail: z.object({
    hookId: textField('the id of a hook', /^[!-~]{1,256}$/),
    lifecycleStage: textField('the name of a stage', /^[A-Z_]{1,64}$/),
    serviceDeploymentArn: textField(
      'the ARN of a service deployment',
      /^arn:[a-z-]{1,32}:ecs:[a-z0-9-]{1,32}:[0-9]{12}:service-deployment\/[!-~]{1,1024}$/,
    ),
    serviceArn: textOr(''),
    clusterArn: textOr(''),
  }),
});

/**
 * Reads an "ECS Hook State Change" event; a service or a cluster that it does not name is an empty text.
 * @throws InvalidInputError with every problem, when the event does not identify a hook.
 */
export const toHook = (event: unknown): DeploymentHook => {
  const { detail } = checkEvent(event, { schema: hookEventSchema, source: 'hook event', shown: SHOWN });
  const { hookId, lifecycleStage: stage, serviceDeploymentArn: deploymentArn, serviceArn, clusterArn } = detail;
  return { hookId, stage, deploymentArn, serviceArn, clusterArn };
};
