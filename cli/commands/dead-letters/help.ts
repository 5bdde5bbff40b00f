import { SAMPLE_HIDDEN_SECONDS } from '../../../adapters/sqs/sample-messages';
import { MEANING } from '../../shared/exit-codes';
import type { Prose } from '../../shared/options/help';
import { MOST_LISTED } from './list';

/** What `image-trust dead-letters --help` says besides its options. */
export const PROSE: Prose = {
  description: [
    'For whoever is on duty: the messages that could not be processed (dead letters), and the events that EventBridge could not deliver. docs/operations.md says what to do about each.',
    `list shows how many wait, and of each message its age, its kind (task, hook, grant or unreadable; found or canary if the sweep sent it; finding, webhook or sweep in the queue of findings and webhook), the task or service deployment that it is about, and the image of the task's first container. It reads at most ${MOST_LISTED} messages of each queue and deletes none, but SQS hides what was read from others for ${SAMPLE_HIDDEN_SECONDS} seconds. Numbers are estimates of SQS.`,
    'redrive has SQS move all dead letters back to their queues, after one question, and follows that until it ends. They are then processed as if they were new; what fails again is a dead letter again. SQS cannot move undelivered events.',
    'With --json, it prints for list {"deployment", "queues"}, with {"kind", "name", "waiting", "hidden", "sample", "messages"} for each queue, and for redrive {"deployment", "queue", "moved", "toMove"}, with {"queue", "moved", "toMove"} as "notify" where there are findings or a webhook.',
  ],
  needs:
    'AWS credentials with the permissions that npx image-trust policies prints as dead-letters. Of these, list needs only sqs:GetQueueAttributes and sqs:ReceiveMessage.',
  examples: [
    ['See what waits', 'npx image-trust dead-letters list --deployment dev'],
    ['Move the dead letters back after a fix', 'npx image-trust dead-letters redrive --deployment dev'],
    ['Count them in a script', "npx image-trust dead-letters list --deployment dev --json | jq '.queues[0].waiting'"],
  ],
  exitCodes: {
    0: 'listed, or moved back, or nothing waits',
    1: 'you did not approve, or someone cancelled the move',
    4: 'AWS refused, perhaps after some messages were moved: the message says how many',
    5: MEANING[5],
  },
};
