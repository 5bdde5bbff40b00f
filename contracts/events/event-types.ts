/** The source of ECS's own events. */
export const ECS_EVENT_SOURCE = 'aws.ecs';

/** The detail type of ECS's events about tasks. */
export const TASK_EVENT_DETAIL_TYPE = 'ECS Task State Change';

/** The detail type of ECS's events about the lifecycle hooks of service deployments. */
export const HOOK_EVENT_DETAIL_TYPE = 'ECS Hook State Change';

/** The source of this project's events on the account's default event bus. */
export const EVENT_SOURCE = 'ecs-image-trust';

/** The detail type of what is announced about a container's image. */
export const VERDICT_EVENT_DETAIL_TYPE = 'Image Verdict';

/** The detail type of what the gate announces about a service deployment. */
export const GATE_EVENT_DETAIL_TYPE = 'Gate Decision';

/** The detail type of what is announced about a break-glass grant. */
export const GRANT_EVENT_DETAIL_TYPE = 'Break-Glass Grant';

/** The detail type of the event by which the launch function learns that a break-glass grant was written or revoked. */
export const GRANT_CHANGE_DETAIL_TYPE = 'Break-Glass Grant Change';

/** The detail type of the message by which the sweep has the launch function respond to a task that runs. */
export const FOUND_TASK_DETAIL_TYPE = 'Task Found Running';

/** The detail type of the message by which the sweep has the launch function verify the canary images. */
export const CANARY_DETAIL_TYPE = 'Canary Check';
