import { SQSClient } from '@aws-sdk/client-sqs';
import { moveTasks, type MoveTasks } from '../../../adapters/sqs/move-task';
import { messageCounter, messageSampler } from '../../../adapters/sqs/sample-messages';
import { callingWith } from '../../shared/calling-aws';
import { standardTerminal, type Terminal } from '../../shared/terraform/terminal';

/** What `image-trust dead-letters` works with; everything outside is in here. */
export interface DeadLettersPorts {
  readonly count: ReturnType<typeof messageCounter>;
  readonly sample: ReturnType<typeof messageSampler>;
  readonly moves: MoveTasks;
  readonly terminal: Terminal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The ports of one region, with a client of SQS. */
export const portsWith = (client: SQSClient): DeadLettersPorts => ({
  count: messageCounter(client),
  sample: messageSampler(client),
  moves: moveTasks(client),
  terminal: standardTerminal(),
  now: Date.now,
  wait,
});

/** The ports of one region. */
export const awsPorts = (region: string): DeadLettersPorts => portsWith(new SQSClient({ region }));

/** Awaits a call to SQS; see callingWith. */
export const calling = callingWith([
  [
    /QueueDoesNotExist|NonExistentQueue|^ResourceNotFound/,
    'deploy the verifier (npx image-trust deploy --only verifier), then run this again',
  ],
  [
    /AccessDenied/,
    'npx image-trust policies prints the permissions that this needs (dead-letters); with keys.queue, the key must allow it, too',
  ],
  [/UnsupportedOperation/, 'SQS may still be moving messages for someone else: run this again in some minutes'],
]);
