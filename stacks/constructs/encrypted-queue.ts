import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct } from 'constructs';
import { MAIN } from '../deployment-stack';
import { policyDocument, type Statement } from '../policy-document';
import { denyWithoutTls } from '../statements/transport-statements';

/** Where messages go that were handed out too often. */
export interface DeadLetterSettings {
  /** The queue that takes them. Required. */
  readonly queue: EncryptedQueue;
  /** Its ARN, as literal text. Required. */
  readonly arn: string;
  /** How often a message is handed out before. Required. */
  readonly maxReceiveCount: number;
}

/** What a queue is told. */
export interface EncryptedQueueProps {
  /** The queue's name. Required. */
  readonly name: string;
  /** Its ARN, as literal text. Required. */
  readonly arn: string;
  /** For how many seconds a message is out of sight once handed out. Default: 30. */
  readonly visibilitySeconds?: number;
  /** For how many days a message is kept. Default: 14, the most that SQS allows. */
  readonly retentionDays?: number;
  /** What becomes of messages that were handed out too often. Default: they stay until they are too old. */
  readonly deadLetters?: DeadLetterSettings;
  /** The ARNs of the queues whose dead letters this one takes. Default: none may. */
  readonly deadLettersOf?: readonly string[];
  /** What its policy says beyond TLS. Default: nothing. */
  readonly statements?: readonly Statement[];
}

const DAY_SECONDS = 24 * 60 * 60;

// SQS's own key: EventBridge cannot send to a queue under a customer key whose policy does not name it.
const queueOf = (scope: Construct, props: EncryptedQueueProps): SqsQueue => {
  const { deadLetters, deadLettersOf = [] } = props;
  const redrive = deadLetters && {
    redrivePolicy: JSON.stringify({
      deadLetterTargetArn: deadLetters.arn,
      maxReceiveCount: deadLetters.maxReceiveCount,
    }),
    dependsOn: [deadLetters.queue.queue],
  };
  return new SqsQueue(scope, MAIN, {
    name: props.name,
    sqsManagedSseEnabled: true,
    visibilityTimeoutSeconds: props.visibilitySeconds ?? 30,
    messageRetentionSeconds: (props.retentionDays ?? 14) * DAY_SECONDS,
    redriveAllowPolicy: JSON.stringify(
      deadLettersOf.length === 0
        ? { redrivePermission: 'denyAll' }
        : { redrivePermission: 'byQueue', sourceQueueArns: deadLettersOf },
    ),
    ...redrive,
  });
};

/** A queue that is encrypted, speaks TLS only, and takes messages only from whom its policy names. */
export class EncryptedQueue extends Construct {
  readonly queue: SqsQueue;
  readonly policy: SqsQueuePolicy;

  constructor(scope: Construct, id: string, props: EncryptedQueueProps) {
    super(scope, id);
    this.queue = queueOf(this, props);
    const statements = [...(props.statements ?? []), denyWithoutTls(['sqs:*'], [props.arn])];
    this.policy = new SqsQueuePolicy(this, 'policy', { queueUrl: this.queue.id, policy: policyDocument(statements) });
  }
}
