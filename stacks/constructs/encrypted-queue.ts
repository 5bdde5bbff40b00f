import { SqsQueue, type SqsQueueConfig } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct } from 'constructs';
import { MAIN } from '../deployment-stack';
import { policyDocument, type Statement } from '../policy-document';
import { denyWithoutTls } from '../statements/transport-statements';

/** Where SQS moves messages that it delivered too often. */
export interface DeadLetterSettings {
  /** The dead-letter queue. Required. */
  readonly queue: EncryptedQueue;
  /** The ARN of that queue, as literal text. Required. */
  readonly arn: string;
  /** How often SQS delivers a message before it moves it. Required. */
  readonly maxReceiveCount: number;
}

/** Props of EncryptedQueue. */
export interface EncryptedQueueProps {
  /** The queue's name. Required. */
  readonly name: string;
  /** The queue's ARN, as literal text. Required. */
  readonly arn: string;
  /** The KMS key that encrypts the messages. Default: a key of SQS. */
  readonly keyArn?: string | undefined;
  /** The visibility timeout in seconds. Default: 30. */
  readonly visibilitySeconds?: number;
  /** How many days SQS keeps a message. Default: 14, the maximum. */
  readonly retentionDays?: number;
  /**
   * Where SQS moves messages that it delivered too often. Default: nowhere; they stay until the retention period ends.
   */
  readonly deadLetters?: DeadLetterSettings;
  /** The ARNs of the queues that may use this queue as their dead-letter queue. Default: none. */
  readonly deadLettersOf?: readonly string[];
  /** The statements of the queue policy, besides the one that denies requests without TLS. Default: none. */
  readonly statements?: readonly Statement[];
}

const DAY_SECONDS = 24 * 60 * 60;

// By default with SQS managed encryption, since EventBridge can use another key only if the key's policy allows it.
const encryptionOf = ({
  keyArn,
}: EncryptedQueueProps): Pick<SqsQueueConfig, 'sqsManagedSseEnabled' | 'kmsMasterKeyId'> =>
  keyArn === undefined ? { sqsManagedSseEnabled: true } : { kmsMasterKeyId: keyArn };

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
    ...encryptionOf(props),
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

/** An encrypted queue that denies requests without TLS. */
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
