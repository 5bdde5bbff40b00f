/** The version of the verdict event's format. */
export const VERDICT_EVENT_VERSION = 3;

/** How many signatures an event names at most; EventBridge accepts 256 KB. */
export const MAX_SIGNATURES = 20;
