import * as z from 'zod';
import type { ResponseSettings, StopBudget } from '../../verification/trust-document';
import type { Fields } from '../schema/defaulted-fields';
import { wholeNumberField } from '../schema/fields';

const STOP_BUDGET: Fields<StopBudget> = {
  stops: {
    value: wholeNumberField(1, 1000),
    default: 10,
    meaning: 'How many tasks may be stopped in each cluster',
  },
  minutes: {
    value: wholeNumberField(1, 1440),
    default: 10,
    meaning: 'The length of the time window for these stops, in minutes',
  },
};

/** The fields of `responses`, from which the schemas of the deployment file and of the trust document follow. */
export const RESPONSE_FIELDS: Fields<ResponseSettings> = {
  whenUnprovable: {
    value: z.enum(['report', 'stop']),
    default: 'report',
    meaning: 'What enforce does when the image is no longer in its repository, so that it cannot be verified',
  },
  services: {
    value: z.enum(['report', 'rollback']),
    default: 'report',
    meaning:
      'What enforce does when a task of a service runs an untrusted image: report it, or also roll back the deployment in progress that started it',
  },
  confirmUnsignedAfterSeconds: {
    value: wholeNumberField(1, 3600),
    default: 60,
    meaning:
      'After how many seconds an untrusted image is verified a second time, before its task is stopped (a revoked one is stopped at once)',
  },
  stopBudget: {
    fields: STOP_BUDGET,
    meaning: 'How many stops are allowed before enforce only reports',
  },
};
