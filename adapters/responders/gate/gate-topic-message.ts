import { oneLine, toLine, toSubject, type TopicMessage } from '../topic-message';
import type { GateRecord } from './to-gate-record';

const OUTCOME_TEXTS: Readonly<Record<GateRecord['outcome'], string>> = {
  continued: 'was continued',
  'rollback-pending': 'waits, and will be rolled back if its images are still untrusted a moment later',
  'rolled-back': 'was rolled back',
  waiting: 'waits',
  expiring: 'still waits, and its time runs out',
  'timed-out': 'was not answered in time',
  overridden: 'was answered by someone else',
  unanswered: 'could NOT be answered, and its message becomes a dead letter: answer it yourself, or start a redrive',
};

const verdictText = ({ verdict, reason }: GateRecord['containers'][number]): string =>
  reason === null ? verdict : `${verdict} (${reason})`;

const containerLines = (each: GateRecord['containers'][number]): readonly string[] => [
  '',
  toLine('container', `${each.container}: ${verdictText(each)}`),
  toLine('image', each.image ?? 'unknown'),
  toLine('digest', `${each.digest ?? 'unknown'}${each.provisional ? ' (what the tag names now)' : ''}`),
  toLine('detail', each.detail),
];

// `service/CLUSTER/NAME`, as people know it.
const serviceName = ({ ecsService }: GateRecord): string => oneLine(ecsService.replace(/^.*:service\//, ''));

/** SNS accepts 256 KB; nobody reads as much. */
const MAX_CHARACTERS = 20_000;

/** Writes a decision of the gate as a message for people: the service, what became of its deployment, and why. */
export const toGateMessage = (record: GateRecord): TopicMessage => {
  const lines = [
    `Image Trust: the deployment of service ${serviceName(record)} ${OUTCOME_TEXTS[record.outcome]}.`,
    oneLine(record.detail),
    '',
    toLine('deployment', record.serviceDeployment),
    toLine('cluster', `${record.cluster} (${record.mode})`),
    toLine('stage', record.stage),
    toLine('hook', record.hook),
    toLine('expires', record.expiresAt ?? 'unknown'),
    ...record.grants.map((grant) => toLine('grant', grant)),
    toLine('at', record.at),
    ...record.containers.flatMap(containerLines),
    ...(record.omittedContainers > 0 ? ['', `and ${record.omittedContainers} more containers`] : []),
  ];
  const subject = toSubject(`Image Trust ${record.deployment}: ${serviceName(record)} ${record.outcome}`);
  return { subject, message: lines.join('\n').slice(0, MAX_CHARACTERS) };
};
