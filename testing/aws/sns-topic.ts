import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type AwsActions, queryResult } from './aws-response';
import { AwsError } from './aws-error';
import { parseInput } from './parse-input';

// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
const SUBJECT = /^[\x21-\x7e][\x20-\x7e]{0,99}$/;
const MESSAGE_BYTES = 256 * 1024;

const publishShape = z.object({ TopicArn: z.string(), Subject: z.string().optional(), Message: z.string() });

const invalid = (parameter: string): AwsError => new AwsError('InvalidParameter', `Invalid parameter: ${parameter}`);

/** SNS's Publish, with the limits of SNS. Any topic ARN exists. */
export const snsActions: AwsActions = {
  Publish: (call) => {
    const { Subject, Message } = parseInput(call, publishShape);
    if (Subject !== undefined && !SUBJECT.test(Subject)) throw invalid('Subject');
    if (Message === '' || Buffer.byteLength(Message) > MESSAGE_BYTES) throw invalid('Message');
    return queryResult('Publish', { MessageId: randomUUID() });
  },
};
