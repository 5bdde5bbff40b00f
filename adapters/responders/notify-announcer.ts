import type { SQSClient } from '@aws-sdk/client-sqs';
import { formatVerdictNotice, NOTICE_TARGETS } from '../../contracts/events/notice-format';
import { serviceNameOf, type Responder } from '../../verification';
import { messageSender } from '../sqs/send-messages';
import { toVerdictRecord, type VerdictRecord } from './to-verdict-record';

/** The queue that notices are sent to. */
export interface NotifySettings {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly deployment: string;
}

const isEvent = (
  record: VerdictRecord,
): record is VerdictRecord & { readonly response: Exclude<VerdictRecord['response'], 'recorded'> } =>
  record.response !== 'recorded';

/**
 * Sends a verdict to the notify function, once for each target. Responding does not wait for any target, since only the
 * notify function talks to them. Throws what messageSender throws.
 */
export const notifyAnnouncer =
  ({ client, queueUrl, deployment }: NotifySettings): Responder =>
  async (announcement) => {
    const verdict = toVerdictRecord(announcement, deployment);
    if (!isEvent(verdict)) return;
    const { task } = announcement;
    const about = { verdict, service: serviceNameOf(task) ?? null, taskDefinition: task.taskDefinitionArn };
    await messageSender(client, queueUrl)(NOTICE_TARGETS.map((target) => formatVerdictNotice({ target, ...about })));
  };
