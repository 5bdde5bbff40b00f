import type { VerdictEvent } from '../../contracts/events/verdict-event';
import { INCONCLUSIVE_CATALOGUE, UNTRUSTED_CATALOGUE, type ReasonEntry } from '../../verification';
import { oneLine, responseText } from '../responders/topic-message';

/** The most characters of texts in Slack's blocks. https://docs.slack.dev/reference/block-kit/blocks/ */
export const SLACK_LIMITS = { text: 3_000, field: 2_000, header: 150 } as const;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * A text of task authors or pushers for Slack, on one line: it can neither mention anybody nor make a link, and stays
 * within a limit also after escaping. https://docs.slack.dev/messaging/formatting-message-text
 */
export const slackText = (text: string, limit: number): string => {
  let escaped = '';
  for (const character of oneLine(text)) {
    const next = ESCAPES[character] ?? character;
    if (escaped.length + next.length >= limit) return `${escaped}…`;
    escaped += next;
  }
  return escaped;
};

const CATALOGUE: Readonly<Record<string, ReasonEntry>> = { ...UNTRUSTED_CATALOGUE, ...INCONCLUSIVE_CATALOGUE };

const headlineOf = ({ verdict, reason, container, cluster }: VerdictEvent): string => {
  const why = reason === null ? '' : ` (${reason})`;
  return `Image Trust: container ${container} in ${cluster.replace(/^.*\//, '')} is ${verdict}${why}`;
};

// `plain_text`: Slack reads no mark-up in it. Escaped all the same, as `text` is.
const plain = (text: string, limit: number) => ({ type: 'plain_text', text: slackText(text, limit), emoji: false });

const fieldsOf = (verdict: VerdictEvent) =>
  Object.entries({
    image: verdict.image ?? 'unknown',
    digest: verdict.digest ?? 'unknown',
    cluster: `${verdict.cluster} (${verdict.mode})`,
    task: verdict.task,
    policy: verdict.policy ?? 'none',
    at: verdict.at,
  }).map(([label, value]) => plain(`${label}: ${value}`, SLACK_LIMITS.field));

/**
 * The JSON body about a verdict: `text` and `blocks` as Slack's incoming webhooks read them, and the whole verdict event
 * as `ecsImageTrust` for programs.
 */
export const toWebhookBody = (verdict: VerdictEvent): string => {
  const entry = verdict.reason === null ? undefined : CATALOGUE[verdict.reason];
  const meaning = entry === undefined ? [] : [`${entry.meaning}.`.replaceAll('`', '')];
  const remediation = entry === undefined ? [] : [`What to do: ${entry.remediation}.`.replaceAll('`', '')];
  const explanation = [responseText(verdict.response), verdict.note ?? '', ...meaning, ...remediation, verdict.detail];
  const headline = headlineOf(verdict);
  const blocks = [
    { type: 'header', text: plain(headline, SLACK_LIMITS.header) },
    { type: 'section', text: plain(explanation.filter((each) => each !== '').join(' '), SLACK_LIMITS.text) },
    { type: 'section', fields: fieldsOf(verdict) },
  ];
  return JSON.stringify({ text: slackText(headline, SLACK_LIMITS.text), blocks, ecsImageTrust: verdict });
};
