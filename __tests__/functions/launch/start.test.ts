import os from 'node:os';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type * as Launch from '../../../functions/launch';
import { awsFailure } from '../../support/aws/aws-failure';
import {
  answerWell,
  aws,
  invocation,
  extendedVisibilities,
  launchEnvironment,
  storedTrustDocument,
} from '../../support/launch/launch-function';
import { sqsEvent, sqsRecord, taskEventBody } from '../../support/launch/queue-message';
import { ECR } from '../../support/domain/domain';
import { captureOutput } from '../../support/launch/captured-output';
import { useLaunchTools } from '../../support/launch/launch-tools';

const tools = useLaunchTools();
const { tool } = tools;
const own = { ...process.env };
const load = (): typeof Launch => jest.requireActual<typeof Launch>('../../../functions/launch');

beforeEach(() => {
  process.env = { ...own, ...launchEnvironment(tools) };
  jest.spyOn(os, 'tmpdir').mockReturnValue(tool.directory);
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = own;
});

describe('the start of the launch function', () => {
  it('fails with all problems of its environment at once', () => {
    process.env['TRUST_KEY'] = 'trust/latest.json';
    delete process.env['TOPIC_ARN'];
    jest.isolateModules(() => {
      expect(load).toThrow(/2 problems\n {2}TRUST_KEY: .*\n {2}TOPIC_ARN: /);
    });
  });

  it('verifies nothing without its trust document, reports that, and reads it again until that succeeds', async () => {
    const output = captureOutput();
    answerWell(tools);
    aws.s3.on(GetObjectCommand).rejectsOnce(awsFailure('SlowDown', 'slow down')).resolves(storedTrustDocument());
    const { handler } = load();
    const imageDigest = tools.digest('signed');
    const containers = [{ name: 'web', image: `${ECR}/shop/web@${imageDigest}`, imageDigest }];
    const event = sqsEvent(sqsRecord('m1', taskEventBody({ containers })));

    await expect(handler(event, invocation())).resolves.toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(tool.runs()).toEqual([]);
    expect(extendedVisibilities()).toEqual({ 'handle-of-m1': 30 });
    expect(output.metric('TrustDocumentRefused')).toMatchObject([{ TrustDocumentRefused: 1 }]);
    expect(output.lines()).toMatchObject([
      { level: 'ERROR', message: 'The trust document cannot be used', error: { message: 'slow down' } },
      { verdict: 'inconclusive', cause: 'service', reason: 'tool-failed' },
    ]);

    await expect(handler(event, invocation())).resolves.toEqual({ batchItemFailures: [] });
    await handler(event, invocation());
    expect(output.lines().at(-1)).toMatchObject({ verdict: 'trusted' });
    expect(aws.s3.commandCalls(GetObjectCommand)).toHaveLength(2);
    expect(tool.runs()).toHaveLength(1);
    expect(output.metric('VerdictsRemembered')).toMatchObject([{ VerdictsRemembered: 1 }]);
  });
});
