import { RESPONSE_FIELDS } from '../../../contracts/deployment/response-fields';
import { defaultedObject } from '../../../contracts/schema/defaulted-fields';
import type { ResponseSettings } from '../../../verification';

/** Every response setting at its default. */
export const DEFAULT_RESPONSES: ResponseSettings = defaultedObject(RESPONSE_FIELDS).parse({});
