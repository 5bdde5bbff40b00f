import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { grantEventAnnouncer, grantRecorder, grantTopicAnnouncer } from '../../../../adapters/responders/grants';
import { toGrantTopicMessage } from '../../../../adapters/responders/grants/grant-topic-message';
import { toBreakGlassRecord } from '../../../../adapters/responders/grants/to-break-glass-record';
import { breakGlassEventSchema } from '../../../../contracts/break-glass/break-glass-event';
import { parseContract } from '../../../../contracts/schema/parse-contract';
import type { GrantAnnouncement, GrantOccasion } from '../../../../verification';
import { awsFailure } from '../../../support/aws/aws-failure';
import { CLUSTER, NOW, TASK } from '../../../support/domain/domain';
import { aGrant, aRepositoryGrant } from '../../../support/domain/fake-grants';
import { captureOutput } from '../../../support/launch/captured-output';

const events = mockClient(EventBridgeClient);
const sns = mockClient(SNSClient);
const OCCASIONS: readonly GrantOccasion[] = ['granted', 'used', 'revoked', 'expired'];
const announcementOf = (occasion: GrantOccasion, grant = aGrant()): GrantAnnouncement => ({
  grant,
  occasion,
  usedBy: occasion === 'used' ? TASK : null,
  at: NOW,
});
const messageOf = (occasion: GrantOccasion, grant = aGrant()) =>
  toGrantTopicMessage(toBreakGlassRecord(announcementOf(occasion, grant), 'dev'));

beforeEach(() => {
  events.reset();
  sns.reset();
});

afterEach(() => {
  jest.restoreAllMocks();
});

describe('toBreakGlassRecord', () => {
  it.each(OCCASIONS)('follows the documented schema: %s', (occasion) => {
    const record = toBreakGlassRecord(announcementOf(occasion, aRepositoryGrant({ revokedAt: NOW })), 'dev');
    expect(parseContract(breakGlassEventSchema, record, 'event')).toEqual(record);
    expect(record).toMatchObject({ occasion, kind: 'repository', revokedAt: '2026-03-01T12:00:00.000Z' });
  });

  it('says when the grant really ends', () => {
    const grant = aGrant({ grantedAt: NOW, until: Date.parse('9999-12-31T00:00:00Z') });
    expect(toBreakGlassRecord(announcementOf('granted', grant), 'dev')).toMatchObject({
      until: '2026-03-02T12:00:00.000Z',
      revokedAt: null,
    });
  });
});

describe('grantRecorder', () => {
  it.each<[GrantOccasion, number, number]>([
    ['granted', 1, 0],
    ['used', 0, 1],
    ['revoked', 0, 0],
    ['expired', 0, 0],
  ])('writes one log line, and counts grants and their uses: %s', async (occasion, granted, used) => {
    const output = captureOutput();
    const logger = new Logger({ serviceName: 'dev' });
    const metrics = new Metrics({ namespace: 'ImageTrust', serviceName: 'dev' });
    const announcement = announcementOf(occasion);
    await grantRecorder({ logger, metrics, deployment: 'dev' })(announcement);
    metrics.publishStoredMetrics();
    const fields = Object.entries(toBreakGlassRecord(announcement, 'dev')).filter(([, value]) => value !== null);
    expect(output.lines()).toMatchObject([
      { level: 'WARN', message: 'Break-Glass Grant', ...Object.fromEntries(fields) },
    ]);
    expect(output.metric('BreakGlassGranted')).toHaveLength(granted);
    expect(output.metric('BreakGlassUsed')).toHaveLength(used);
  });
});

describe('grantEventAnnouncer', () => {
  it.each<[GrantOccasion, string]>([
    ['granted', CLUSTER],
    ['used', TASK],
  ])('puts one event about cluster or task: %s', async (occasion, resource) => {
    events.on(PutEventsCommand).resolves({});
    const announcement = announcementOf(occasion);
    await grantEventAnnouncer(new EventBridgeClient({ region: 'eu-west-1' }), 'dev')(announcement);
    expect(events.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries).toEqual([
      {
        Source: 'ecs-image-trust',
        DetailType: 'Break-Glass Grant',
        Resources: [resource],
        Detail: JSON.stringify(toBreakGlassRecord(announcement, 'dev')),
      },
    ]);
  });
});

describe('grantTopicAnnouncer', () => {
  const topicArn = 'arn:aws:sns:eu-west-1:111122223333:dev-image-trust';
  const announce = grantTopicAnnouncer({ client: new SNSClient({ region: 'eu-west-1' }), topicArn, deployment: 'dev' });

  it('publishes subject and message', async () => {
    sns.on(PublishCommand).resolves({});
    await announce(announcementOf('granted'));
    const { subject, message } = messageOf('granted');
    expect(sns.commandCalls(PublishCommand).map(({ args }) => args[0].input)).toEqual([
      { TopicArn: topicArn, Subject: subject, Message: message },
    ]);
  });

  it('throws what SNS throws', async () => {
    sns.on(PublishCommand).rejects(awsFailure('KMSAccessDeniedException'));
    await expect(announce(announcementOf('used'))).rejects.toThrow('the call failed');
  });
});

describe('the message about a grant', () => {
  it('says what happened, to what, why and by whom', () => {
    expect(messageOf('used').message.split('\n')).toEqual([
      'Image Trust: break-glass grant 4f3a9c21b7de used.',
      'A response to a verdict was lifted: nothing was stopped or rolled back.',
      '',
      expect.stringMatching(/^image: +111122223333\.dkr\.ecr\.eu-west-1\.amazonaws\.com\/shop\/web@sha256:a+$/),
      `cluster:   ${CLUSTER}`,
      `used by:   ${TASK}`,
      'reason:    signing is down, INC-42',
      'by:        arn:aws:sts::111122223333:assumed-role/on-call/alice',
      'from:      2026-03-01T11:00:00.000Z',
      'until:     2026-03-01T15:00:00.000Z',
      'at:        2026-03-01T12:00:00.000Z',
    ]);
  });

  it.each(OCCASIONS)('has a subject that SNS accepts: %s', (occasion) => {
    expect(messageOf(occasion).subject).toMatch(/^Image Trust dev: break-glass grant 4f3a9c21b7de [\x20-\x7e]{1,60}$/);
  });

  it('keeps a reason of several lines on one, so that it forges no line', () => {
    const { message } = messageOf('granted', aGrant({ reason: 'signing is down\nreason: \u202Eall is well' }));
    expect(message).toContain('reason:    signing is down reason: all is well\n');
  });
});
