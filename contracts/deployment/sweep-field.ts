import * as z from 'zod';
import { closedObject } from '../schema/closed-object';
import { textField, wholeNumberField } from '../schema/fields';

/** When and what the sweep does, and how long its reports are kept. */
const settings = closedObject({
  everyMinutes: wholeNumberField(15, 1440)
    .default(60)
    .describe('After how many minutes everything that runs is verified again. Default: 60.'),
  reportDays: wholeNumberField(1, 3650).default(90).describe('How many days each report is kept. Default: 90.'),
  ownerTag: textField(
    'the key of a tag: 1 to 128 letters, digits, spaces and _ . : / = + - @',
    /^[\p{L}\p{N} _.:/=+@-]{1,128}$/u,
  )
    .default('owner')
    .describe('The key of the tag of services and tasks that names their owner, for reports. Default: owner.'),
});

/** The sweep's settings, or off. */
export const sweepField = z.union([z.literal('off'), settings], { error: 'off, or an object' });

/** The sweep's settings where it is on. */
export type SweepSettings = Readonly<z.output<typeof settings>>;
