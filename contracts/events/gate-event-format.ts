/** The version of the gate event's format. */
export const GATE_EVENT_VERSION = 1;

/** How many containers an event names at most; a task definition has at most 10, and AWS adds some. */
export const MAX_CONTAINERS = 20;

/** How many break-glass grants an event names at most. */
export const MAX_GRANTS = 20;

/** The most characters of an image reference or a repository in an event; a registry's limit for a name is 255. */
export const MAX_IMAGE_LENGTH = 1_000;
