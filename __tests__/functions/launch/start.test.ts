import os from 'node:os';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type * as Launch from '../../../functions/launch';
import { awsFailure } from '../../support/aws/aws-failure';
import {
  answerWell,
  aws,
  invocation,
  keptAway,
  launchEnvironment,
  storedTrustDocument,
} from '../../support/launch/launch-function';
import { sqsEvent, sqsRecord, taskEventBody } from '../../support/launch/launch-message';
import { captureOutput } from '../../support/launch/launch-output';
import { launchTool } from '../../support/launch/launch-tool';

const tool = launchTool();
const own = { ...process.env };
const load = (): typeof Launch => jest.requireActual<typeof Launch>('../../../functions/launch');

beforeEach(() => {
  process.env = { ...own, ...launchEnvironment(tool) };
  jest.spyOn(os, 'tmpdir').mockReturnValue(tool.directory);
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = own;
});

afterAll(() => {
  tool.remove();
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
    answerWell();
    aws.s3.on(GetObjectCommand).rejectsOnce(awsFailure('SlowDown', 'slow down')).resolves(storedTrustDocument());
    const { handler } = load();
    const event = sqsEvent(sqsRecord('m1', taskEventBody()));

    await expect(handler(event, invocation())).resolves.toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(tool.runs()).toEqual([]);
    expect(keptAway()).toEqual({ 'handle-of-m1': 30 });
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
