import type { BreakGlassEvent } from '../../../contracts/break-glass/break-glass-event';
import { oneLine, toLine, toSubject, type TopicMessage } from '../topic-message';

const OCCASION_TEXTS: Readonly<Record<BreakGlassEvent['occasion'], string>> = {
  granted:
    'Until it ends, what is untrusted or could not be verified is neither stopped nor rolled back. Verdicts stay as they are.',
  used: 'A response to a verdict was lifted: nothing was stopped or rolled back.',
  revoked: 'From now on, verdicts are responded to again. What runs by then is not stopped.',
  expired: 'From now on, verdicts are responded to again. What runs by then is not stopped.',
};

/** Writes what happened to a grant as a message for people. */
export const toGrantTopicMessage = (record: BreakGlassEvent): TopicMessage => {
  const headline = `break-glass grant ${record.grant} ${record.occasion}`;
  const lines = [
    `Image Trust: ${headline}.`,
    OCCASION_TEXTS[record.occasion],
    '',
    toLine(record.kind, record.subject),
    toLine('cluster', record.cluster),
    ...(record.usedBy === null ? [] : [toLine('used by', record.usedBy)]),
    toLine('reason', record.reason),
    toLine('by', record.grantedBy),
    toLine('from', record.grantedAt),
    toLine('until', record.until),
    toLine('at', record.at),
  ];
  return {
    subject: toSubject(`Image Trust ${record.deployment}: ${headline}: ${oneLine(record.subject)}`),
    message: lines.join('\n'),
  };
};
