/** The source of verdict events on the account's default event bus. */
export const VERDICT_EVENT_SOURCE = 'ecs-image-trust';

/** The detail type of verdict events. */
export const VERDICT_EVENT_DETAIL_TYPE = 'Image Verdict';

/** The version of the verdict event's format. */
export const VERDICT_EVENT_VERSION = 3;

/** How many signatures an event names at most; EventBridge accepts 256 KB. */
export const MAX_SIGNATURES = 20;
