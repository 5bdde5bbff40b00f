import os from 'node:os';
import { StopTaskCommand } from '@aws-sdk/client-ecs';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type * as Launch from '../../../functions/launch';
import { parseNotice } from '../../../contracts/events/notice';
import { awsFailure } from '../../support/aws/aws-failure';
import { ECR, MINUTE } from '../../support/domain/domain';
import { captureOutput } from '../../support/launch/captured-output';
import { answerWell, aws, invocation, launchEnvironment } from '../../support/launch/launch-function';
import { useLaunchTools, type ImageKind } from '../../support/launch/launch-tools';
import { sqsEvent, sqsRecord, taskEventBody } from '../../support/launch/queue-message';

const tools = useLaunchTools();
const { tool, digest } = tools;
const own = { ...process.env };
const NOTIFY_QUEUE_URL = 'https://sqs.eu-west-1.amazonaws.com/111122223333/dev-image-trust-notify';

describe('the channel of the launch function to the notify function', () => {
  let handler: typeof Launch.handler;
  let ledger: ReturnType<typeof answerWell>;

  beforeEach(() => {
    process.env = { ...own, ...launchEnvironment(tools), NOTIFY_QUEUE_URL };
    jest.spyOn(os, 'tmpdir').mockReturnValue(tool.directory);
    captureOutput();
    ledger = answerWell(tools);
    aws.sqs.on(SendMessageBatchCommand).resolves({ Failed: [] });
    ({ handler } = jest.requireActual<typeof Launch>('../../../functions/launch'));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    process.env = own;
  });

  const handle = (kind: ImageKind, attempt = 1) => {
    const imageDigest = digest(kind);
    const containers = [{ name: 'web', image: `${ECR}/shop/web@${imageDigest}`, imageDigest }];
    return handler(sqsEvent(sqsRecord('m1', taskEventBody({ containers }), attempt)), invocation());
  };
  const sent = () =>
    aws.sqs
      .commandCalls(SendMessageBatchCommand)
      .flatMap(({ args }) => args[0].input.Entries ?? [])
      .map(({ MessageBody = '' }) => parseNotice(MessageBody));

  it('has nothing of a trusted image', async () => {
    await handle('signed');
    expect(sent()).toEqual([]);
  });

  it('has an untrusted verdict for each target', async () => {
    await handle('unsigned');
    expect(sent()).toMatchObject([
      { target: 'security-hub', verdict: { verdict: 'untrusted', response: 'stop-pending' } },
      { target: 'webhook', verdict: { verdict: 'untrusted', response: 'stop-pending' } },
    ]);
  });

  it('keeps no task from being stopped when its queue fails, and is tried again', async () => {
    aws.sqs.on(SendMessageBatchCommand).rejects(awsFailure('InternalError'));
    await handle('unsigned');
    for (const item of ledger.values()) item['firstSeen'] = Date.now() - MINUTE;
    await expect(handle('unsigned', 2)).resolves.toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(aws.ecs.commandCalls(StopTaskCommand)).toHaveLength(1);
  });
});
