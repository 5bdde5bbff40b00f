import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient, type Message } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { portsWith } from '../../../../cli/commands/dead-letters/dead-letters-ports';
import { deadLettersWith } from '../../../../cli/commands/dead-letters/verb';
import { deploymentInput } from '../../../support/deployment/deployment';
import { NOW } from '../../../support/domain/domain';
import { inProject, listening } from '../../shared/terraform/in-project';

export const DEAD_URL = 'https://sqs.eu-west-1.amazonaws.com/111122223333/dev-image-trust-dead-letters';
export const UNDELIVERED_URL = 'https://sqs.eu-west-1.amazonaws.com/111122223333/dev-image-trust-undelivered';
export const DEAD_ARN = 'arn:aws:sqs:eu-west-1:111122223333:dev-image-trust-dead-letters';

/** An error of AWS. */
export const refusal = (name: string): Error => Object.assign(new Error('as AWS says it'), { name, $metadata: {} });

/** A message as SQS delivers it, sent some minutes ago. */
export const aMessage = (MessageId: string, body: unknown, minutesAgo = 90): Message => ({
  MessageId,
  Body: typeof body === 'string' ? body : JSON.stringify(body),
  Attributes: { SentTimestamp: String(NOW - minutesAgo * 60_000) },
});

/** Runs `image-trust dead-letters` for the deployment `dev` in each test; both queues are empty unless a test says otherwise. */
export const useDeadLetters = () => {
  const write = inProject();
  const output = listening();
  const sqs = mockClient(SQSClient);
  const asked: string[] = [];
  const said: string[] = [];
  const waits: number[] = [];
  const terminal = {
    interactive: true,
    answer: 'yes',
    ask: (question: string) => {
      asked.push(question);
      return Promise.resolve(terminal.answer);
    },
    say: (line: string) => void said.push(line),
  };

  beforeEach(() => {
    write(deploymentInput());
    sqs.reset();
    [asked, said, waits].forEach((each) => each.splice(0));
    Object.assign(terminal, { interactive: true, answer: 'yes' });
    sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { ApproximateNumberOfMessages: '0' } });
    sqs.on(ReceiveMessageCommand).resolves({});
  });

  /** Lets this many messages wait in a queue, of which some are hidden; each call receives one of the batches. */
  const fill = (QueueUrl: string, [waiting, hidden]: readonly [number, number], ...batches: Message[][]): void => {
    sqs.on(GetQueueAttributesCommand, { QueueUrl }).resolves({
      Attributes: {
        ApproximateNumberOfMessages: String(waiting),
        ApproximateNumberOfMessagesNotVisible: String(hidden),
      },
    });
    const receiving = sqs.on(ReceiveMessageCommand, { QueueUrl });
    batches.forEach((Messages) => receiving.resolvesOnce({ Messages }));
    receiving.resolves({});
  };

  const run = (...args: readonly string[]): Promise<number> => {
    const ports = {
      ...portsWith(new SQSClient({ region: 'eu-west-1' })),
      terminal,
      now: () => NOW,
      wait: async (milliseconds: number) => void waits.push(milliseconds),
    };
    return deadLettersWith(() => ports, {})(args);
  };
  return { ...output, sqs, terminal, asked, said, waits, fill, run, write };
};
